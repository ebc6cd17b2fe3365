package io.vastctl.memory.hosts;

import io.vastctl.memory.Session;
import java.sql.SQLException;
import java.util.List;

/** The SQL of the exemptions. */
final class WhitelistTable {

    private WhitelistTable() {}

    static int put(Session session, Exemption exemption) throws SQLException {
        return session.update("""
                INSERT INTO whitelist (scope, scoped_id, reason, created_at_ms) VALUES (?, ?, ?, ?)
                ON CONFLICT (scope, scoped_id) DO UPDATE SET reason = excluded.reason""", exemption.scope(), exemption.id(), exemption.reason(), exemption.createdAt());
    }

    static int delete(Session session, Scope scope, long id) throws SQLException {
        return session.update("DELETE FROM whitelist WHERE scope = ? AND scoped_id = ?", scope, id);
    }

    static boolean holds(Session session, long machineId, long hostId) throws SQLException {
        return session.number(
                        "SELECT COUNT(*) FROM whitelist WHERE (scope = ? AND scoped_id = ?) OR (scope = ? AND scoped_id = ?)",
                        Scope.MACHINE,
                        machineId,
                        Scope.HOST,
                        hostId)
                > 0;
    }

    static List<Exemption> all(Session session) throws SQLException {
        return session.list(
                "SELECT scope, scoped_id, reason, created_at_ms FROM whitelist ORDER BY created_at_ms, scope, scoped_id",
                row -> new Exemption(
                        row.constant(Scope.class, "scope"),
                        row.number("scoped_id"),
                        row.text("reason"),
                        row.instant("created_at_ms")));
    }
}
