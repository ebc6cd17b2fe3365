-- Sums over what only grows, carried forward by whoever asks for them: see docs/scale.md. All of it can be found anew.

-- Whatever a ceiling of a day or month asks of a closed rental stands in the index
CREATE INDEX journal_by_close_and_cost ON journal (closed_at_ms, market, created_at_ms, dollars_spent, billed_dollars,
  billed_until_ms, billed_at_ms);
DROP INDEX journal_by_close;

CREATE INDEX bad_hosts_by_host ON bad_hosts (host_id);

-- attempts: up to which of their numbers they are in the sums. runs: the first day whose runs are not. blame: goes up
-- with each change of what blame is found from
CREATE TABLE sum_marks (
  name TEXT PRIMARY KEY,
  up_to BIGINT NOT NULL
);

CREATE TABLE machine_sums (
  origin TEXT NOT NULL,
  machine_id BIGINT NOT NULL,
  host_id BIGINT NOT NULL,
  gpu_name TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  successes BIGINT NOT NULL,
  last_success_ms BIGINT,
  cost_dollars DOUBLE PRECISION NOT NULL,
  wasted_dollars DOUBLE PRECISION NOT NULL,
  download_sum DOUBLE PRECISION NOT NULL,
  download_count BIGINT NOT NULL,
  first_token_sum DOUBLE PRECISION NOT NULL,
  first_token_count BIGINT NOT NULL,
  tokens_sum DOUBLE PRECISION NOT NULL,
  tokens_count BIGINT NOT NULL,
  last_at_ms BIGINT NOT NULL,
  last_attempt_id BIGINT NOT NULL,
  PRIMARY KEY (origin, machine_id, host_id, gpu_name)
);
CREATE INDEX machine_sums_by_host ON machine_sums (origin, host_id);

-- Failures that blame the machine and were not withdrawn, by the day (UTC, since 1970) of the failure
CREATE TABLE blame_sums (
  origin TEXT NOT NULL,
  day BIGINT NOT NULL,
  machine_id BIGINT NOT NULL,
  host_id BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  last_at_ms BIGINT NOT NULL,
  PRIMARY KEY (origin, day, machine_id, host_id)
);
CREATE INDEX blame_sums_by_machine ON blame_sums (origin, machine_id, failures, last_at_ms);
CREATE INDEX blame_sums_by_host ON blame_sums (origin, host_id, machine_id, failures, last_at_ms);

-- Days about which something new is known: they, and those around them, are judged anew
CREATE TABLE blame_days (
  origin TEXT NOT NULL,
  day BIGINT NOT NULL,
  PRIMARY KEY (origin, day)
);

CREATE TABLE attempt_sums (
  origin TEXT NOT NULL,
  command TEXT NOT NULL,
  outcome TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  PRIMARY KEY (origin, command, outcome)
);

-- Runs that are over, by the day on which they began
CREATE TABLE run_sums (
  day BIGINT NOT NULL,
  origin TEXT NOT NULL,
  command TEXT NOT NULL,
  ending TEXT NOT NULL,
  runs BIGINT NOT NULL,
  cost_dollars DOUBLE PRECISION NOT NULL,
  last_at_ms BIGINT NOT NULL,
  PRIMARY KEY (day, origin, command, ending)
);

-- Days on which a run began that was written to since it was counted
CREATE TABLE run_days (
  day BIGINT PRIMARY KEY
);
