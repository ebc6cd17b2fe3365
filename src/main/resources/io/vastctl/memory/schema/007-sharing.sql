-- Many runners on one database: what a rental may cost at worst, whose turn it is to call the API, and who has a run on

ALTER TABLE journal ADD COLUMN worst_dollars DOUBLE PRECISION NOT NULL DEFAULT 0;

-- The identity is a digest of key and market, never the key. Slot 0 and up are turns; slot -1 counts them
CREATE TABLE api_turns (
  identity TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  slot INTEGER NOT NULL,
  next_at_ms BIGINT NOT NULL,
  taken_at_ms BIGINT NOT NULL,
  held_until_ms BIGINT NOT NULL,
  PRIMARY KEY (identity, endpoint, slot)
);

-- Runs that are on, by the database's clock; what a state file has beside it
CREATE TABLE run_presence (
  run_name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  host TEXT NOT NULL,
  pid BIGINT NOT NULL,
  process_start TEXT NOT NULL,
  since_ms BIGINT NOT NULL,
  heartbeat_ms BIGINT NOT NULL
);
