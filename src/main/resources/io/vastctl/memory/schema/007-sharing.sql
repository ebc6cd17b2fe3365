-- Many runners on one database: what a rental may cost at worst, whose turn it is to call the API, and who has a run on

ALTER TABLE journal ADD COLUMN worst_dollars DOUBLE PRECISION NOT NULL DEFAULT 0;

-- The identity is a digest of key and market, never the key. Slots from 0 on are turns, slot -1 counts them.
-- Times here are nanoseconds since 1970: a turn is as exact as the clock that it is taken by
CREATE TABLE api_turns (
  identity TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  slot INTEGER NOT NULL,
  taker TEXT NOT NULL,
  asked_at_ns BIGINT NOT NULL,
  turn_at_ns BIGINT NOT NULL,
  gone_at_ns BIGINT NOT NULL,
  held_until_ns BIGINT NOT NULL,
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
