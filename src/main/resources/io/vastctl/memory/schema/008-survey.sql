-- A survey of the market: what is to be verified, fixed before anything is rented
CREATE TABLE surveys (
  survey_id TEXT PRIMARY KEY,
  origin TEXT NOT NULL,
  workload TEXT NOT NULL,
  strictness TEXT NOT NULL,
  sample TEXT NOT NULL,
  -- The options that it was begun with, one JSON document
  options_json TEXT NOT NULL,
  started_at_ms BIGINT NOT NULL
);

-- Its machines, in the order of their turns. What came of one is its attempt's row.
CREATE TABLE survey_machines (
  survey_id TEXT NOT NULL REFERENCES surveys (survey_id),
  position INTEGER NOT NULL,
  offer_id BIGINT NOT NULL,
  machine_id BIGINT NOT NULL,
  host_id BIGINT NOT NULL,
  gpu_name TEXT NOT NULL,
  num_gpus INTEGER NOT NULL,
  place TEXT NOT NULL,
  dollars_per_hour DOUBLE PRECISION NOT NULL,
  -- The last attempt on it, noted before anything is rented
  run_id TEXT,
  attempt INTEGER,
  -- When its turn came and the market did not offer it any more
  absent_at_ms BIGINT,
  PRIMARY KEY (survey_id, position)
);

-- One for each time that it was begun or resumed
CREATE TABLE survey_runs (
  run_id TEXT PRIMARY KEY,
  survey_id TEXT NOT NULL REFERENCES surveys (survey_id)
);
CREATE INDEX survey_runs_by_survey ON survey_runs (survey_id)
