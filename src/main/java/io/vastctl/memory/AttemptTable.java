package io.vastctl.memory;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The attempts with what hangs on them, in and out of their three tables. */
public final class AttemptTable {

    private static final String SELECT = """
            SELECT a.attempt_id, a.run_id, a.number, a.offer_id, a.machine_id, a.host_id, a.gpu_name, a.instance_id,
              a.dollars_per_hour, a.started_at_ms, a.finished_at_ms, a.outcome, a.cost_dollars, a.cleanup,
              a.first_token_seconds, a.tokens_per_second, a.download_mbps,
              e.failure_class, e.signature, e.phase, e.excerpt
            FROM attempts a LEFT JOIN evidence e ON e.attempt_id = a.attempt_id
            """;

    /** The number of the attempt may be another one where the same is written once more. */
    private static final String OF = " FROM attempts WHERE run_id = ? AND number = ? AND offer_id = ?";

    private AttemptTable() {}

    static void insert(Session session, AttemptRow attempt) throws SQLException {
        insertAttempt(session, attempt);
        for (int position = 0; position < attempt.phases().size(); position++) {
            PhaseTime phase = attempt.phases().get(position);
            session.update(
                    "INSERT INTO phases (attempt_id, position, phase, duration_ms) SELECT attempt_id, ?, ?, ?" + OF,
                    position,
                    phase.phase(),
                    phase.duration(),
                    attempt.runId(),
                    attempt.number(),
                    attempt.offerId());
        }
        if (attempt.failure().isPresent()) {
            Failure failure = attempt.failure().get();
            session.update(
                    "INSERT INTO evidence (attempt_id, failure_class, signature, phase, excerpt)"
                            + " SELECT attempt_id, ?, ?, ?, ?" + OF,
                    failure.failureClass(),
                    failure.signature(),
                    failure.phase(),
                    failure.evidence(),
                    attempt.runId(),
                    attempt.number(),
                    attempt.offerId());
        }
    }

    private static void insertAttempt(Session session, AttemptRow attempt) throws SQLException {
        session.update(
                """
                INSERT INTO attempts (run_id, number, offer_id, machine_id, host_id, gpu_name, instance_id,
                  dollars_per_hour, started_at_ms, finished_at_ms, outcome, cost_dollars, cleanup,
                  first_token_seconds, tokens_per_second, download_mbps)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                attempt.runId(),
                attempt.number(),
                attempt.offerId(),
                attempt.machineId(),
                attempt.hostId(),
                attempt.gpuName(),
                attempt.instanceId(),
                attempt.dollarsPerHour(),
                attempt.startedAt(),
                attempt.finishedAt(),
                attempt.outcome(),
                attempt.costDollars(),
                attempt.cleanup(),
                attempt.firstTokenSeconds(),
                attempt.tokensPerSecond(),
                attempt.downloadMbps());
    }

    static List<AttemptRow> ofRun(Session session, String runId) throws SQLException {
        return complete(
                session, session.list(SELECT + "WHERE a.run_id = ? ORDER BY a.attempt_id", AttemptTable::raw, runId));
    }

    /** Of all runs of a survey, in the order in which they ended. */
    public static List<AttemptRow> ofSurvey(Session session, String surveyId) throws SQLException {
        return complete(
                session,
                session.list(
                        SELECT
                                + "JOIN survey_runs s ON s.run_id = a.run_id WHERE s.survey_id = ? ORDER BY a.attempt_id",
                        AttemptTable::raw,
                        surveyId));
    }

    /** Newest first. */
    public static List<AttemptRow> ofMachine(Session session, long machineId, Origin origin, int limit)
            throws SQLException {
        String sql = SELECT + "JOIN runs r ON r.run_id = a.run_id WHERE a.machine_id = ? AND r.origin = ?"
                + " ORDER BY a.finished_at_ms DESC, a.attempt_id DESC LIMIT ?";
        return complete(session, session.list(sql, AttemptTable::raw, machineId, origin, limit));
    }

    /** The owner of that machine as the latest attempt knew it. */
    public static OptionalLong hostOf(Session session, long machineId) throws SQLException {
        return session.first(
                        "SELECT host_id FROM attempts WHERE machine_id = ? AND host_id > 0"
                                + " ORDER BY finished_at_ms DESC, attempt_id DESC LIMIT 1",
                        row -> row.number("host_id"),
                        machineId)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** When that machine last produced tokens in that market. */
    public static Optional<Instant> lastSuccess(Session session, long machineId, Origin origin) throws SQLException {
        return session.first(
                "SELECT a.finished_at_ms FROM attempts a JOIN runs r ON r.run_id = a.run_id"
                        + " WHERE a.machine_id = ? AND r.origin = ? AND a.outcome = ?"
                        + " ORDER BY a.finished_at_ms DESC LIMIT 1",
                row -> row.instant("finished_at_ms"),
                machineId,
                origin,
                AttemptRow.READY);
    }

    /** Newest first. */
    public static List<AttemptRow> ofHost(Session session, long hostId, Origin origin, int limit) throws SQLException {
        String sql = SELECT + "JOIN runs r ON r.run_id = a.run_id WHERE a.host_id = ? AND r.origin = ?"
                + " ORDER BY a.finished_at_ms DESC, a.attempt_id DESC LIMIT ?";
        return complete(session, session.list(sql, AttemptTable::raw, hostId, origin, limit));
    }

    /** An attempt without its phases, which stand in rows of their own. */
    private record Raw(long attemptId, AttemptRow attempt) {}

    private static List<AttemptRow> complete(Session session, List<Raw> raws) throws SQLException {
        List<AttemptRow> attempts = new ArrayList<>();
        for (Raw raw : raws) {
            List<PhaseTime> phases = session.list(
                    "SELECT phase, duration_ms FROM phases WHERE attempt_id = ? ORDER BY position",
                    row -> new PhaseTime(row.constant(Phase.class, "phase"), row.duration("duration_ms")),
                    raw.attemptId());
            attempts.add(withPhases(raw.attempt(), phases));
        }
        return attempts;
    }

    private static Raw raw(Row row) throws SQLException {
        AttemptRow attempt = new AttemptRow(
                row.text("run_id"),
                row.integer("number"),
                row.number("offer_id"),
                row.number("machine_id"),
                row.number("host_id"),
                row.text("gpu_name"),
                row.optionalNumber("instance_id"),
                row.decimal("dollars_per_hour"),
                row.instant("started_at_ms"),
                row.instant("finished_at_ms"),
                row.text("outcome"),
                failure(row),
                List.of(),
                row.decimal("cost_dollars"),
                row.text("cleanup"),
                row.optionalDecimal("first_token_seconds"),
                row.optionalDecimal("tokens_per_second"),
                row.optionalDecimal("download_mbps"));
        return new Raw(row.number("attempt_id"), attempt);
    }

    /** Of a row with the columns of the evidence table, joined from outside. */
    public static Optional<Failure> failure(Row row) throws SQLException {
        if (row.optionalText("failure_class").isEmpty()) return Optional.empty();
        return Optional.of(new Failure(
                row.constant(FailureClass.class, "failure_class"),
                row.text("signature"),
                row.constant(Phase.class, "phase"),
                row.text("excerpt")));
    }

    private static AttemptRow withPhases(AttemptRow a, List<PhaseTime> phases) {
        return new AttemptRow(
                a.runId(),
                a.number(),
                a.offerId(),
                a.machineId(),
                a.hostId(),
                a.gpuName(),
                a.instanceId(),
                a.dollarsPerHour(),
                a.startedAt(),
                a.finishedAt(),
                a.outcome(),
                a.failure(),
                phases,
                a.costDollars(),
                a.cleanup(),
                a.firstTokenSeconds(),
                a.tokensPerSecond(),
                a.downloadMbps());
    }
}
