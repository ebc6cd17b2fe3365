package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.AttemptTable;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import io.vastctl.outcome.Failure;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recorded attempts in the form in which blame is found. */
final class EvidenceTable {

    /**
     * The columns of the evidence of an attempt {@code a}, looked up one by one: given a join for some thousand attempts,
     * PostgreSQL reads all evidence that there ever was.
     */
    static final String LOOKED_UP = """
            (SELECT e.failure_class FROM evidence e WHERE e.attempt_id = a.attempt_id) AS failure_class,
              (SELECT e.signature FROM evidence e WHERE e.attempt_id = a.attempt_id) AS signature,
              (SELECT e.phase FROM evidence e WHERE e.attempt_id = a.attempt_id) AS phase, '' AS excerpt""";

    /** The same for its run: a join may read all runs that there ever were. */
    private static final String RUN_LOOKED_UP = """
            SELECT a.run_id, a.number, a.machine_id, a.host_id, a.finished_at_ms,
              (SELECT r.origin FROM runs r WHERE r.run_id = a.run_id) AS origin,
              (SELECT r.workload FROM runs r WHERE r.run_id = a.run_id) AS workload,
              (SELECT r.image FROM runs r WHERE r.run_id = a.run_id) AS image,""";

    private static final String FAILED = RUN_LOOKED_UP + " " + LOOKED_UP
            + " FROM attempts a WHERE a.outcome = 'failed' AND a.finished_at_ms >= ? AND a.finished_at_ms <= ?";

    private static final String READY = RUN_LOOKED_UP + """
             (SELECT e.failure_class FROM evidence e WHERE e.attempt_id = a.attempt_id) AS failure_class
            FROM attempts a WHERE a.outcome = 'ready' AND a.finished_at_ms >= ? AND a.finished_at_ms <= ?""";

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
        List<Evidence> all = new ArrayList<>();
        // Without evidence a failure says nothing, nor does a success with a failure beside it.
        session.list(FAILED, row -> ofMarket(row, origin), from, to).stream()
                .flatMap(Optional::stream)
                .filter(seen -> seen.failure().isPresent())
                .forEach(all::add);
        session.list(READY, row -> successOf(row, origin), from, to).forEach(seen -> seen.ifPresent(all::add));
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

    private static Optional<Evidence> ofMarket(Row row, Origin origin) throws SQLException {
        return row.text("origin").equals(origin.name()) ? Optional.of(evidence(row)) : Optional.empty();
    }

    private static Optional<Evidence> successOf(Row row, Origin origin) throws SQLException {
        if (!row.text("origin").equals(origin.name())) return Optional.empty();
        if (row.optionalText("failure_class").isPresent()) return Optional.empty();
        return Optional.of(evidence(row, Optional.empty()));
    }

    private static Evidence evidence(Row row) throws SQLException {
        return evidence(row, AttemptTable.failure(row));
    }

    private static Evidence evidence(Row row, Optional<Failure> failure) throws SQLException {
        return new Evidence(
                new AttemptKey(row.text("run_id"), row.integer("number")),
                row.number("machine_id"),
                row.number("host_id"),
                row.text("workload"),
                row.text("image"),
                failure,
                row.instant("finished_at_ms"));
    }
}
