package io.vastctl.memory;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.WorkloadVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was run, how each attempt went, and on what evidence. Facts only, each written once. */
public final class RunHistory {

    /** Of older runs no papers are kept. */
    private static final int RUNS_WITH_PAPERS = 50;

    /** So many matches of an ambiguous prefix are named. */
    private static final int NAMED_MATCHES = 5;

    /** Sorts after every other: what begins alike lies between a beginning and the same with this one behind it. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private static final String SUMMARY = """
            SELECT r.run_id, r.command, r.strictness, r.workload, r.image, r.model, r.origin, r.started_at_ms,
              r.finished_at_ms, COALESCE(r.outcome, 'unfinished') AS outcome, r.exit_code, r.seconds_to_ready,
              (SELECT COUNT(*) FROM attempts a WHERE a.run_id = r.run_id AND a.outcome <> 'offer_gone') AS attempts,
              COALESCE(r.cost_dollars,
                (SELECT SUM(a.cost_dollars) FROM attempts a WHERE a.run_id = r.run_id), 0.0) AS cost_dollars
            FROM runs r
            """;

    /** A create that was refused because of too many requests says nothing about the offer. */
    private static final String VANISHED = """
            SELECT DISTINCT a.offer_id FROM attempts a JOIN runs r ON r.run_id = a.run_id
              LEFT JOIN evidence e ON e.attempt_id = a.attempt_id
            WHERE r.origin = ? AND a.outcome = 'offer_gone' AND a.finished_at_ms > ? AND a.finished_at_ms <= ?
              AND COALESCE(e.signature, '') <> 'create-throttled'""";

    private final Database database;

    public RunHistory(Database database) {
        this.database = database;
    }

    public void begin(RunStart run) {
        database.record(
                "record the run " + run.runId(),
                session -> session.update(
                        """
                INSERT INTO runs (run_id, command, strictness, workload, image, model, origin, started_at_ms,
                  snapshot_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        run.runId(),
                        run.command(),
                        run.strictness(),
                        run.workload(),
                        run.image(),
                        run.model(),
                        run.origin(),
                        run.startedAt(),
                        run.snapshotJson()));
    }

    /** Records a complete attempt of a run that has begun, with its phases and its evidence, or nothing of it. */
    public void attempt(AttemptRow attempt) {
        database.record("record attempt " + attempt.number() + " of run " + attempt.runId(), session -> {
            AttemptTable.insert(session, attempt);
            return attempt;
        });
    }

    /** Records that what an attempt had kept was given back after all. */
    public void cleanedUp(String runId, int number, String cleanup) {
        database.record(
                "record the end of attempt " + number + " of run " + runId,
                session -> session.update(
                        "UPDATE attempts SET cleanup = ? WHERE run_id = ? AND number = ?", cleanup, runId, number));
    }

    /**
     * Records how a run ended.
     *
     * @throws IllegalStateException if it never began
     */
    public void finish(RunEnd end) {
        int changed = database.record("record the end of run " + end.runId(), session -> {
            RunSums.mark(session, end.runId());
            return session.update(
                    """
                    UPDATE runs SET outcome = ?, exit_code = ?, finished_at_ms = ?, cost_dollars = ?, seconds_to_ready = ?
                    WHERE run_id = ?""",
                    end.outcome(),
                    end.exitCode(),
                    end.finishedAt(),
                    end.costDollars(),
                    end.secondsToReady(),
                    end.runId());
        });
        if (changed == 0) throw new IllegalStateException("run " + end.runId() + " never began");
    }

    /** Records that the command ended with another code than its run: a signal came at the very end, or it is 6. */
    public void endedWith(String runId, int exitCode) {
        database.record("record the exit code of run " + runId, session -> {
            RunSums.mark(session, runId);
            return session.update("UPDATE runs SET exit_code = ? WHERE run_id = ?", exitCode, runId);
        });
    }

    /** Keeps the papers of one attempt of a run that has begun, in place of earlier ones; those of old runs go. */
    public void keepPapers(String runId, int attempt, List<Paper> papers) {
        database.record("keep the papers of run " + runId, session -> {
            session.update("DELETE FROM papers WHERE run_id = ? AND attempt = ?", runId, attempt);
            for (int position = 0; position < papers.size(); position++) {
                Paper paper = papers.get(position);
                session.update(
                        """
                        INSERT INTO papers (run_id, attempt, position, kind, name, at_ms, code, content, extra)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                        runId,
                        attempt,
                        position,
                        paper.kind(),
                        paper.name(),
                        paper.at(),
                        paper.code(),
                        paper.content(),
                        paper.extra());
            }
            return session.update("""
                    DELETE FROM papers WHERE run_id NOT IN
                      (SELECT run_id FROM runs ORDER BY started_at_ms DESC, run_id LIMIT ?)""", RUNS_WITH_PAPERS);
        });
    }

    /**
     * The papers of a run, in order.
     *
     * @param runId whole
     */
    public List<Paper> papers(String runId) {
        return database.read(
                "read the papers of run " + runId,
                session -> session.list(
                        "SELECT * FROM papers WHERE run_id = ? ORDER BY attempt, position",
                        row -> new Paper(
                                row.integer("attempt"),
                                row.constant(Paper.Kind.class, "kind"),
                                row.text("name"),
                                row.instant("at_ms"),
                                row.integer("code"),
                                row.text("content"),
                                row.text("extra")),
                        runId));
    }

    /** The offers that were gone when somebody wanted to rent them, between those moments. */
    public Set<Long> vanished(Origin origin, Instant from, Instant to) {
        return database.read(
                "read which offers vanished",
                session -> Set.copyOf(session.list(VANISHED, row -> row.number("offer_id"), origin, from, to)));
    }

    /** By phase, how long it lasts with that workload in attempts that succeed; only phases that were seen. */
    public Map<Phase, PhaseSpread> startTimes(Origin origin, WorkloadVersion workload) {
        return database.read("read how long starts take", session -> StartTimes.of(session, origin, workload));
    }

    /** Newest first. */
    public List<RunSummary> list(RunFilter filter) {
        List<Object> values = new ArrayList<>();
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        filter.since().ifPresent(since -> {
            where.append(" AND r.started_at_ms >= ?");
            values.add(since);
        });
        filter.outcome().ifPresent(outcome -> {
            where.append(" AND COALESCE(r.outcome, 'unfinished') = ?");
            values.add(outcome);
        });
        values.add(filter.limit());
        String sql = SUMMARY + where + " ORDER BY r.started_at_ms DESC, r.run_id LIMIT ?";
        return database.read("list the runs", session -> session.list(sql, RunHistory::summary, values.toArray()));
    }

    /**
     * Everything recorded of one run.
     *
     * @param runId whole, or the beginning of one run's id
     * @return empty if no run fits
     * @throws AmbiguousRunException if several do
     */
    public Optional<RunDetail> show(String runId) {
        return database.read("read the run " + runId, session -> {
            Optional<String> whole = wholeId(session, runId);
            return whole.isPresent() ? detail(session, whole.get()) : Optional.empty();
        });
    }

    private static Optional<String> wholeId(Session session, String prefix) throws SQLException {
        if (prefix.isEmpty()) return Optional.empty();
        List<String> matches = session.list(
                "SELECT run_id FROM runs WHERE run_id >= ? AND run_id < ? ORDER BY run_id LIMIT ?",
                row -> row.text("run_id"),
                prefix,
                prefix + LAST_CHARACTER,
                NAMED_MATCHES + 1);
        // The whole id is the shortest match, so it sorts first.
        if (matches.size() <= 1 || matches.get(0).equals(prefix))
            return matches.stream().findFirst();
        boolean more = matches.size() > NAMED_MATCHES;
        throw new AmbiguousRunException(prefix, more ? matches.subList(0, NAMED_MATCHES) : matches, more);
    }

    private static Optional<RunDetail> detail(Session session, String runId) throws SQLException {
        Optional<RunSummary> summary = session.first(SUMMARY + "WHERE r.run_id = ?", RunHistory::summary, runId);
        if (summary.isEmpty()) return Optional.empty();
        String snapshot = session.first(
                        "SELECT snapshot_json FROM runs WHERE run_id = ?", row -> row.text("snapshot_json"), runId)
                .orElse("");
        List<AttemptRow> attempts = AttemptTable.ofRun(session, runId);
        return Optional.of(new RunDetail(summary.get(), snapshot, attempts));
    }

    private static RunSummary summary(Row row) throws SQLException {
        return new RunSummary(
                row.text("run_id"),
                row.text("command"),
                row.text("strictness"),
                row.text("workload"),
                row.text("image"),
                row.text("model"),
                row.constant(Origin.class, "origin"),
                row.instant("started_at_ms"),
                row.optionalInstant("finished_at_ms"),
                row.text("outcome"),
                row.optionalInteger("exit_code"),
                row.integer("attempts"),
                row.decimal("cost_dollars"),
                row.optionalDecimal("seconds_to_ready"));
    }
}
