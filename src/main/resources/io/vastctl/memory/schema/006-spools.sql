-- How far each process's own writes have come, told by the database itself: an answer to a commit may be lost, and what
-- a process kept meanwhile must be brought in once. Times are wall time

CREATE TABLE spools (
  name TEXT PRIMARY KEY,
  applied BIGINT NOT NULL,
  at_ms BIGINT NOT NULL
);
