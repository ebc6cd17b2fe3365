-- What a support bundle is made of: the last probe report of an attempt, what the API said, what was decided and when

CREATE TABLE papers (
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  attempt INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  code INTEGER NOT NULL,
  content TEXT NOT NULL,
  extra TEXT NOT NULL,
  PRIMARY KEY (run_id, attempt, position)
);
