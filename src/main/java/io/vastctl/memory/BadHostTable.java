package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of {@link BadHosts}. A removed entry stays as a lifted row, because its strike counts on. */
final class BadHostTable {

    private static final String VALUES_OF =
            "scope, scoped_id, workload, cause, evidence, run_id, attempt, source, origin, host_id, strike,"
                    + " created_at_ms, expires_at_ms";

    private static final String IN_FORCE = "lifted_at_ms IS NULL AND (expires_at_ms IS NULL OR expires_at_ms > ?)";

    private BadHostTable() {}

    static BadHost insert(Session session, BadHost entry) throws SQLException {
        long rowId = session.number(
                "INSERT INTO bad_hosts (" + VALUES_OF + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " RETURNING row_id",
                entry.scope(),
                entry.id(),
                entry.workload(),
                entry.cause(),
                entry.evidence(),
                entry.runId(),
                entry.attempt(),
                entry.source(),
                entry.origin(),
                entry.hostId(),
                entry.strike(),
                entry.createdAt(),
                entry.expiresAt());
        return session.first(
                        "SELECT row_id, " + VALUES_OF + " FROM bad_hosts WHERE row_id = ?", BadHostTable::entry, rowId)
                .orElseThrow(() -> new SQLException("row " + rowId + " vanished"));
    }

    static List<BadHost> list(Session session) throws SQLException {
        return session.list(
                "SELECT row_id, " + VALUES_OF + " FROM bad_hosts WHERE lifted_at_ms IS NULL"
                        + " ORDER BY created_at_ms, row_id",
                BadHostTable::entry);
    }

    static Optional<BadHost> automaticInForce(Session session, long machineId, Origin origin, Instant now)
            throws SQLException {
        return session.first(
                "SELECT row_id, " + VALUES_OF + " FROM bad_hosts"
                        + " WHERE scope = ? AND scoped_id = ? AND source = ? AND origin = ? AND " + IN_FORCE
                        + " ORDER BY row_id DESC",
                BadHostTable::entry,
                Scope.MACHINE,
                machineId,
                Source.AUTOMATIC,
                origin,
                now);
    }

    /** Over all bars that the machine ever had, lifted ones included; 0 for none. */
    static int highestStrike(Session session, long machineId, Origin origin) throws SQLException {
        return (int) session.number(
                "SELECT COALESCE(MAX(strike), 0) FROM bad_hosts"
                        + " WHERE scope = ? AND scoped_id = ? AND source = ? AND origin = ?",
                Scope.MACHINE,
                machineId,
                Source.AUTOMATIC,
                origin);
    }

    static void delete(Session session, long rowId) throws SQLException {
        session.update("DELETE FROM bad_hosts WHERE row_id = ?", rowId);
    }

    static void deleteManual(Session session, Scope scope, long id) throws SQLException {
        session.update(
                "DELETE FROM bad_hosts WHERE scope = ? AND scoped_id = ? AND source = ?", scope, id, Source.MANUAL);
    }

    /** Returns how many bars were in force. */
    static int lift(Session session, Scope scope, long id, Instant now) throws SQLException {
        int lifted = session.update(
                "UPDATE bad_hosts SET lifted_at_ms = ? WHERE scope = ? AND scoped_id = ? AND source = ? AND "
                        + IN_FORCE,
                now,
                scope,
                id,
                Source.AUTOMATIC,
                now);
        int deleted = session.update(
                "DELETE FROM bad_hosts WHERE scope = ? AND scoped_id = ? AND source = ? AND " + IN_FORCE,
                scope,
                id,
                Source.MANUAL,
                now);
        return lifted + deleted;
    }

    /** Returns how many of the deleted rows were not lifted before. */
    static int clear(Session session, Optional<Scope> scope) throws SQLException {
        Object[] values = scope.stream().toArray();
        String ofScope = scope.isPresent() ? " AND scope = ?" : "";
        session.update("DELETE FROM bad_hosts WHERE lifted_at_ms IS NOT NULL" + ofScope, values);
        return session.update("DELETE FROM bad_hosts WHERE lifted_at_ms IS NULL" + ofScope, values);
    }

    static void forgive(Session session, Scope scope, long id) throws SQLException {
        session.update("DELETE FROM bad_hosts WHERE scope = ? AND scoped_id = ?", scope, id);
        if (scope == Scope.HOST) {
            session.update("DELETE FROM bad_hosts WHERE host_id = ? AND source = ?", id, Source.AUTOMATIC);
        }
    }

    static int exempt(Session session, Exemption exemption) throws SQLException {
        return session.update("""
                INSERT INTO whitelist (scope, scoped_id, reason, created_at_ms) VALUES (?, ?, ?, ?)
                ON CONFLICT (scope, scoped_id) DO UPDATE SET reason = excluded.reason""", exemption.scope(), exemption.id(), exemption.reason(), exemption.createdAt());
    }

    static int deleteExemption(Session session, Scope scope, long id) throws SQLException {
        return session.update("DELETE FROM whitelist WHERE scope = ? AND scoped_id = ?", scope, id);
    }

    static boolean isExempt(Session session, long machineId, long hostId) throws SQLException {
        return session.number(
                        "SELECT COUNT(*) FROM whitelist WHERE (scope = ? AND scoped_id = ?) OR (scope = ? AND scoped_id = ?)",
                        Scope.MACHINE,
                        machineId,
                        Scope.HOST,
                        hostId)
                > 0;
    }

    static List<Exemption> exemptions(Session session) throws SQLException {
        return session.list(
                "SELECT scope, scoped_id, reason, created_at_ms FROM whitelist ORDER BY created_at_ms, scope, scoped_id",
                row -> new Exemption(
                        row.constant(Scope.class, "scope"),
                        row.number("scoped_id"),
                        row.text("reason"),
                        row.instant("created_at_ms")));
    }

    private static BadHost entry(Row row) throws SQLException {
        return new BadHost(
                row.number("row_id"),
                row.constant(Scope.class, "scope"),
                row.number("scoped_id"),
                row.optionalText("workload"),
                row.text("cause"),
                row.optionalText("evidence"),
                row.optionalText("run_id"),
                row.optionalInteger("attempt"),
                row.constant(Source.class, "source"),
                row.constant(Origin.class, "origin"),
                row.number("host_id"),
                row.integer("strike"),
                row.instant("created_at_ms"),
                row.optionalInstant("expires_at_ms"));
    }
}
