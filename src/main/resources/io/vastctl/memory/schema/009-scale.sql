-- What keeps a long past from slowing down every command: see docs/scale.md.

CREATE INDEX journal_by_close ON journal (closed_at_ms);
CREATE INDEX journal_by_creation ON journal (created_at_ms);
CREATE INDEX journal_by_run ON journal (run_id);
CREATE INDEX journal_by_instance ON journal (instance_id);

CREATE INDEX runs_by_outcome ON runs (COALESCE(outcome, 'unfinished'), started_at_ms);
CREATE INDEX runs_by_workload ON runs (workload, image, model, origin, started_at_ms, run_id);
CREATE INDEX runs_by_success ON runs (command, origin, exit_code, finished_at_ms);

CREATE INDEX attempts_by_end ON attempts (finished_at_ms, attempt_id);
CREATE INDEX attempts_by_machine_and_end ON attempts (machine_id, finished_at_ms, attempt_id);
CREATE INDEX attempts_by_host_and_end ON attempts (host_id, finished_at_ms, attempt_id);
DROP INDEX attempts_by_machine;

-- STANDS or WITHDRAWN, once so much time has passed that nothing can change it any more; until then it is found when
-- reading
ALTER TABLE bad_hosts ADD COLUMN verdict TEXT;
CREATE INDEX bad_hosts_by_verdict ON bad_hosts (verdict, created_at_ms);
CREATE INDEX bad_hosts_by_run ON bad_hosts (run_id, attempt);
CREATE INDEX bad_hosts_by_time ON bad_hosts (created_at_ms);

CREATE INDEX owners_by_end ON owners (ended_at_ms);

CREATE INDEX guard_ticks_by_guard ON guard_ticks (guard, tick_id);
CREATE INDEX guard_ticks_by_plan ON guard_ticks (plan_id);
CREATE INDEX guard_ventures_by_end ON guard_ventures (guard, ended_at_ms);
DROP INDEX guard_ventures_by_guard;
