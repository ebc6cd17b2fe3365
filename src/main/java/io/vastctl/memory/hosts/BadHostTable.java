package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import io.vastctl.memory.SumMarks;
import io.vastctl.outcome.FailureClass;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The SQL of the bars. The row of a failure stays when its bar is lifted, because its strike counts on. */
final class BadHostTable {

    private static final String VALUES_OF =
            "scope, scoped_id, workload, cause, evidence, failure_class, run_id, attempt,"
                    + " source, origin, host_id, strike, created_at_ms, expires_at_ms, lifted_at_ms";

    private static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?";

    private static final String SELECT = "SELECT row_id, " + VALUES_OF + " FROM bad_hosts ";

    private BadHostTable() {}

    /** A failure is not held against who is exempt, also where this is written once more, later and elsewhere. */
    private static final String UNLESS_EXEMPT = " WHERE NOT EXISTS (SELECT 1 FROM whitelist"
            + " WHERE (scope = ? AND scoped_id = ?) OR (scope = ? AND scoped_id = ?))";

    static StoredBar insert(Session session, StoredBar bar) throws SQLException {
        return inserted(session, bar, "VALUES (" + MARKS + ")", values(bar));
    }

    /** A failure of that machine; it and its host are not exempt. */
    static StoredBar charge(Session session, StoredBar bar, long machineId) throws SQLException {
        List<Object> values = new ArrayList<>(values(bar));
        values.addAll(List.of(Scope.MACHINE, machineId, Scope.HOST, bar.hostId()));
        return inserted(session, bar, "SELECT " + MARKS + UNLESS_EXEMPT, values);
    }

    private static StoredBar inserted(Session session, StoredBar bar, String source, List<Object> values)
            throws SQLException {
        if (bar.failureClass().isPresent())
            BlameDays.mark(session, bar.origin(), List.of(SumMarks.day(bar.createdAt())));
        long rowId = session.number(
                "INSERT INTO bad_hosts (" + VALUES_OF + ") " + source + " RETURNING row_id", values.toArray());
        return session.first(SELECT + "WHERE row_id = ?", BadHostTable::bar, rowId)
                .orElseThrow(() -> new SQLException("row " + rowId + " vanished"));
    }

    private static List<Object> values(StoredBar bar) {
        return List.of(
                bar.scope(),
                bar.id(),
                bar.workload(),
                bar.cause(),
                Optional.of(bar.evidence()).filter(text -> !text.isEmpty()),
                bar.failureClass(),
                bar.attempt().map(AttemptKey::runId),
                bar.attempt().map(AttemptKey::number),
                bar.source(),
                bar.origin(),
                bar.hostId(),
                bar.createdAt(),
                bar.expiresAt(),
                bar.liftedAt());
    }

    static List<StoredBar> all(Session session) throws SQLException {
        return session.list(SELECT + "ORDER BY created_at_ms, row_id", BadHostTable::bar);
    }

    /** Failures before that moment on which nothing is settled, oldest first. */
    static List<StoredBar> open(Session session, Origin origin, Instant before, int limit) throws SQLException {
        return session.list(
                SELECT + "WHERE verdict IS NULL AND created_at_ms < ? AND source = ? AND origin = ?"
                        + " ORDER BY created_at_ms, row_id LIMIT ?",
                BadHostTable::bar,
                before,
                Source.AUTOMATIC,
                origin,
                limit);
    }

    /** What names that machine or host, and for a host also what names a machine of its; oldest first. */
    static List<StoredBar> concerning(Session session, Scope scope, long id) throws SQLException {
        if (scope == Scope.MACHINE) return about(session, scope, id);
        return session.list(
                SELECT + "WHERE (scope = ? AND scoped_id = ?) OR host_id = ? ORDER BY created_at_ms, row_id",
                BadHostTable::bar,
                scope,
                id,
                id);
    }

    static List<StoredBar> about(Session session, Scope scope, long id) throws SQLException {
        return session.list(
                SELECT + "WHERE scope = ? AND scoped_id = ? ORDER BY created_at_ms, row_id",
                BadHostTable::bar,
                scope,
                id);
    }

    static void deleteManual(Session session, Scope scope, long id) throws SQLException {
        session.update(
                "DELETE FROM bad_hosts WHERE scope = ? AND scoped_id = ? AND source = ?", scope, id, Source.MANUAL);
    }

    /** Returns how many were in force. */
    static int endManual(Session session, Scope scope, long id, Instant now) throws SQLException {
        return session.update(
                "DELETE FROM bad_hosts WHERE scope = ? AND scoped_id = ? AND source = ?"
                        + " AND (expires_at_ms IS NULL OR expires_at_ms > ?)",
                scope,
                id,
                Source.MANUAL,
                now);
    }

    static void lift(Session session, Collection<Long> rowIds, Instant now) throws SQLException {
        for (long rowId : rowIds) session.update("UPDATE bad_hosts SET lifted_at_ms = ? WHERE row_id = ?", now, rowId);
    }

    static void clear(Session session, Optional<Scope> scope) throws SQLException {
        if (scope.isPresent()) BlameDays.markRows(session, "scope = ?", scope.get());
        else BlameDays.markRows(session, "1 = 1");
        if (scope.isPresent()) session.update("DELETE FROM bad_hosts WHERE scope = ?", scope.get());
        else session.update("DELETE FROM bad_hosts");
    }

    static void forgive(Session session, Scope scope, long id) throws SQLException {
        BlameDays.markRows(session, "scope = ? AND scoped_id = ?", scope, id);
        session.update("DELETE FROM bad_hosts WHERE scope = ? AND scoped_id = ?", scope, id);
        if (scope == Scope.HOST) {
            BlameDays.markRows(session, "host_id = ?", id);
            session.update("DELETE FROM bad_hosts WHERE host_id = ? AND source = ?", id, Source.AUTOMATIC);
        }
    }

    private static StoredBar bar(Row row) throws SQLException {
        Optional<String> runId = row.optionalText("run_id");
        int attempt = row.optionalInteger("attempt").orElse(0);
        Optional<String> failureClass = row.optionalText("failure_class");
        return new StoredBar(
                row.number("row_id"),
                row.constant(Scope.class, "scope"),
                row.number("scoped_id"),
                row.optionalText("workload"),
                row.text("cause"),
                row.optionalText("evidence").orElse(""),
                failureClass.isEmpty()
                        ? Optional.empty()
                        : Optional.of(row.constant(FailureClass.class, "failure_class")),
                runId.map(run -> new AttemptKey(run, attempt)),
                row.constant(Source.class, "source"),
                row.constant(Origin.class, "origin"),
                row.number("host_id"),
                row.instant("created_at_ms"),
                row.optionalInstant("expires_at_ms"),
                row.optionalInstant("lifted_at_ms"));
    }
}
