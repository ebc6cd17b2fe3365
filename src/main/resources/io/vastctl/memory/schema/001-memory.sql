-- Times are milliseconds since 1970, money is USD, origins are REAL or SIMULATED.

CREATE TABLE journal (
  label TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  offer_id BIGINT NOT NULL,
  machine_id BIGINT NOT NULL,
  host_id BIGINT NOT NULL,
  dollars_per_hour DOUBLE PRECISION NOT NULL,
  origin TEXT NOT NULL,
  state TEXT NOT NULL,
  instance_id BIGINT,
  detail TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL,
  updated_at_ms BIGINT NOT NULL
);
CREATE INDEX journal_by_state ON journal (state);

CREATE TABLE runs (
  run_id TEXT PRIMARY KEY,
  command TEXT NOT NULL,
  strictness TEXT NOT NULL,
  workload TEXT NOT NULL,
  image TEXT NOT NULL,
  model TEXT NOT NULL,
  origin TEXT NOT NULL,
  started_at_ms BIGINT NOT NULL,
  snapshot_json TEXT NOT NULL,
  outcome TEXT,
  exit_code INTEGER,
  finished_at_ms BIGINT,
  cost_dollars DOUBLE PRECISION,
  seconds_to_ready DOUBLE PRECISION
);
CREATE INDEX runs_by_start ON runs (started_at_ms);

CREATE TABLE attempts (
  attempt_id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  number INTEGER NOT NULL,
  offer_id BIGINT NOT NULL,
  machine_id BIGINT NOT NULL,
  host_id BIGINT NOT NULL,
  gpu_name TEXT NOT NULL,
  instance_id BIGINT,
  dollars_per_hour DOUBLE PRECISION NOT NULL,
  started_at_ms BIGINT NOT NULL,
  finished_at_ms BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  cost_dollars DOUBLE PRECISION NOT NULL,
  cleanup TEXT NOT NULL,
  first_token_seconds DOUBLE PRECISION,
  tokens_per_second DOUBLE PRECISION,
  download_mbps DOUBLE PRECISION,
  UNIQUE (run_id, number, offer_id)
);
CREATE INDEX attempts_by_machine ON attempts (machine_id);

CREATE TABLE phases (
  attempt_id BIGINT NOT NULL REFERENCES attempts (attempt_id),
  position INTEGER NOT NULL,
  phase TEXT NOT NULL,
  duration_ms BIGINT NOT NULL,
  PRIMARY KEY (attempt_id, position)
);

CREATE TABLE evidence (
  attempt_id BIGINT PRIMARY KEY REFERENCES attempts (attempt_id),
  failure_class TEXT NOT NULL,
  signature TEXT NOT NULL,
  phase TEXT NOT NULL,
  excerpt TEXT NOT NULL
);

CREATE TABLE bad_hosts (
  row_id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,
  scoped_id BIGINT NOT NULL,
  workload TEXT,
  cause TEXT NOT NULL,
  evidence TEXT,
  run_id TEXT,
  attempt INTEGER,
  source TEXT NOT NULL,
  origin TEXT NOT NULL,
  host_id BIGINT NOT NULL,
  strike INTEGER NOT NULL,
  created_at_ms BIGINT NOT NULL,
  expires_at_ms BIGINT,
  lifted_at_ms BIGINT
);
CREATE INDEX bad_hosts_by_id ON bad_hosts (scope, scoped_id);

CREATE TABLE whitelist (
  scope TEXT NOT NULL,
  scoped_id BIGINT NOT NULL,
  reason TEXT NOT NULL,
  created_at_ms BIGINT NOT NULL,
  PRIMARY KEY (scope, scoped_id)
);

CREATE TABLE settings (
  setting_key TEXT PRIMARY KEY,
  setting_value TEXT NOT NULL,
  updated_at_ms BIGINT NOT NULL
);
