-- Surveys among machines whose clocks differ: which one was begun last, and who goes on with which

-- Wall time by the database's clock, where it has one; surveys of earlier have none
ALTER TABLE surveys ADD COLUMN begun_at_ms BIGINT;

-- The owner's row has the signs of life: who is silent for too long holds nothing
CREATE TABLE survey_leases (
  survey_id TEXT PRIMARY KEY,
  owner_id TEXT NOT NULL,
  holder TEXT NOT NULL,
  taken_at_ms BIGINT NOT NULL
);
