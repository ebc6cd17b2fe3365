-- Who works on which rental, what a rental may cost, and rentals that came back.
-- Owners live by the wall time of this machine, whatever market they work on

CREATE TABLE owners (
  owner_id TEXT PRIMARY KEY,
  host TEXT NOT NULL,
  pid BIGINT NOT NULL,
  process_start TEXT NOT NULL,
  command TEXT NOT NULL,
  started_at_ms BIGINT NOT NULL,
  heartbeat_ms BIGINT NOT NULL,
  ended_at_ms BIGINT
);

ALTER TABLE journal ADD COLUMN owner_id TEXT NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN purpose TEXT NOT NULL DEFAULT 'TEST';
ALTER TABLE journal ADD COLUMN market TEXT NOT NULL DEFAULT 'real';
ALTER TABLE journal ADD COLUMN account_id BIGINT;
ALTER TABLE journal ADD COLUMN disk_dollars_per_hour DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN download_dollars_per_gb DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN upload_dollars_per_gb DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN max_spend_dollars DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN deadline_at_ms BIGINT;
ALTER TABLE journal ADD COLUMN lease_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN lease_until_ms BIGINT;
ALTER TABLE journal ADD COLUMN dollars_spent DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN spent_at_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN billed_dollars DOUBLE PRECISION;
ALTER TABLE journal ADD COLUMN billed_until_ms BIGINT;
ALTER TABLE journal ADD COLUMN billed_at_ms BIGINT;
ALTER TABLE journal ADD COLUMN bill_asked_at_ms BIGINT;
ALTER TABLE journal ADD COLUMN closed_at_ms BIGINT;
ALTER TABLE journal ADD COLUMN returned_count INTEGER NOT NULL DEFAULT 0;

-- What the first version wrote: its simulated markets ended with their processes
UPDATE journal SET market = 'simulated' WHERE origin = 'SIMULATED';
UPDATE journal SET spent_at_ms = created_at_ms;
UPDATE journal SET closed_at_ms = updated_at_ms WHERE state IN ('GONE', 'ABSENT');
-- It called leaked also what it could not tell
UPDATE journal SET state = 'UNKNOWN' WHERE state = 'LEAKED' AND instance_id IS NULL;

CREATE INDEX journal_by_owner ON journal (owner_id);
