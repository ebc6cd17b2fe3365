package io.vastctl.memory;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The recorded attempts in the form in which blame is found. */
final class EvidenceTable {

    private static final String SQL = """
            SELECT a.run_id, a.number, a.machine_id, a.host_id, a.finished_at_ms, r.workload, r.image,
              e.failure_class, e.signature, e.phase, '' AS excerpt
            FROM attempts a JOIN runs r ON r.run_id = a.run_id LEFT JOIN evidence e ON e.attempt_id = a.attempt_id
            WHERE r.origin = ? AND ((a.outcome = 'ready' AND e.attempt_id IS NULL)
              OR (a.outcome = 'failed' AND e.attempt_id IS NOT NULL))
              AND a.finished_at_ms >= ? AND a.finished_at_ms <= ?""";

    /** Of rentals that had succeeded, and were given back for a failure later: it is in the list of bad hosts alone. */
    private static final String SERVED = """
            SELECT a.run_id, a.number, a.machine_id, a.host_id, b.created_at_ms AS finished_at_ms, r.workload, r.image,
              b.failure_class, b.cause AS signature, 'FIRST_TOKEN' AS phase, '' AS excerpt
            FROM bad_hosts b JOIN attempts a ON a.run_id = b.run_id AND a.number = b.attempt
              JOIN runs r ON r.run_id = a.run_id
            WHERE b.origin = ? AND b.failure_class IS NOT NULL AND a.outcome = 'ready' AND r.origin = b.origin
              AND b.created_at_ms >= ? AND b.created_at_ms <= ?""";

    private EvidenceTable() {}

    /** From that moment to that one; the texts of the failures are left out. */
    static List<Evidence> between(Session session, Origin origin, Instant from, Instant to) throws SQLException {
        List<Evidence> all = new ArrayList<>(session.list(SQL, EvidenceTable::evidence, origin, from, to));
        all.addAll(session.list(SERVED, EvidenceTable::evidence, origin, from, to));
        return all;
    }

    /** When each of those attempts failed: at its end, or later, if it had succeeded and was given back. */
    static List<Instant> momentsOf(Session session, AttemptKey attempt) throws SQLException {
        return session.list(
                """
                SELECT finished_at_ms FROM attempts WHERE run_id = ? AND number = ?
                UNION SELECT created_at_ms FROM bad_hosts WHERE run_id = ? AND attempt = ?""",
                row -> Instant.ofEpochMilli(row.number(1)),
                attempt.runId(),
                attempt.number(),
                attempt.runId(),
                attempt.number());
    }

    private static Evidence evidence(Row row) throws SQLException {
        return new Evidence(
                new AttemptKey(row.text("run_id"), row.integer("number")),
                row.number("machine_id"),
                row.number("host_id"),
                row.text("workload"),
                row.text("image"),
                AttemptTable.failure(row),
                row.instant("finished_at_ms"));
    }
}
