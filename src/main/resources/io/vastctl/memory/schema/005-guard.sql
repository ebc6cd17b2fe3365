-- The guard: who keeps which plan, what it saw and decided and on what grounds, and what it rents.
-- A guard is named after its plan file. Times are the market's

CREATE TABLE guard_leases (
  guard TEXT PRIMARY KEY,
  holder_id TEXT NOT NULL,
  holder TEXT NOT NULL,
  pid BIGINT NOT NULL,
  taken_at_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
);

CREATE TABLE guard_plans (
  plan_id INTEGER PRIMARY KEY,
  guard TEXT NOT NULL,
  plan_json TEXT NOT NULL,
  first_at_ms BIGINT NOT NULL
);
CREATE INDEX guard_plans_by_guard ON guard_plans (guard);

CREATE TABLE guard_ticks (
  tick_id INTEGER PRIMARY KEY,
  guard TEXT NOT NULL,
  plan_id BIGINT NOT NULL REFERENCES guard_plans (plan_id),
  at_ms BIGINT NOT NULL,
  acts INTEGER NOT NULL,
  observation_json TEXT NOT NULL,
  -- What the machines told besides, for those who watch
  vitals_json TEXT NOT NULL
);
CREATE INDEX guard_ticks_by_time ON guard_ticks (guard, at_ms);

CREATE TABLE guard_decisions (
  tick_id BIGINT NOT NULL REFERENCES guard_ticks (tick_id),
  position INTEGER NOT NULL,
  rule TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  reason TEXT NOT NULL,
  action_json TEXT NOT NULL,
  PRIMARY KEY (tick_id, position)
);

-- What one look hands on to the next; also after a restart
CREATE TABLE guard_memories (
  guard TEXT PRIMARY KEY,
  at_ms BIGINT NOT NULL,
  memory_json TEXT NOT NULL
);

-- A rent under way or over; its rentals are the journal's of that run
CREATE TABLE guard_ventures (
  run_id TEXT PRIMARY KEY,
  guard TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  workload TEXT NOT NULL,
  since_ms BIGINT NOT NULL,
  ceiling DOUBLE PRECISION NOT NULL,
  replaces BIGINT,
  ended_at_ms BIGINT,
  outcome TEXT
);
CREATE INDEX guard_ventures_by_guard ON guard_ventures (guard);

CREATE TABLE guard_losses (
  guard TEXT NOT NULL,
  instance_id BIGINT NOT NULL,
  at_ms BIGINT NOT NULL,
  endpoint TEXT NOT NULL,
  PRIMARY KEY (guard, instance_id)
);

-- What the operator told a guard that runs elsewhere: to stop, or to keep an endpoint empty
CREATE TABLE guard_orders (
  guard TEXT NOT NULL,
  word TEXT NOT NULL,
  subject TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (guard, word, subject)
);
