-- An automatic row of bad_hosts is one failure held against one machine; strikes and expiry are computed when reading.
-- The columns strike and expires_at_ms of automatic rows are from before, and are read no more

ALTER TABLE bad_hosts ADD COLUMN failure_class TEXT;
UPDATE bad_hosts SET failure_class = CASE WHEN strike > 0 THEN 'INFRA_FATAL' ELSE 'STALLED' END
WHERE source = 'AUTOMATIC';
