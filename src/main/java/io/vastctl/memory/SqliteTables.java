package io.vastctl.memory;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Our tables in a file of SQLite, and the number in its header that tells which version they have. */
final class SqliteTables {

    private SqliteTables() {}

    /** @throws StoreException if a newer vastctl made them, or it cannot be told who did */
    static void bringUpToDate(Connection connection, Path path, UpdateTurn turn) throws SQLException {
        if (areCurrent(connection, path)) return;
        int patience = number(connection, "PRAGMA busy_timeout");
        execute(connection, "PRAGMA busy_timeout = " + UpdateTurn.TRY_MS);
        turn.take(path.toString(), () -> execute(connection, "BEGIN IMMEDIATE"), SqliteFile::isBusy);
        execute(connection, "PRAGMA busy_timeout = " + patience);
        try {
            // Another process may have done it while this one waited for the lock.
            if (!areCurrent(connection, path)) applyScripts(connection);
            execute(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            try {
                execute(connection, "ROLLBACK");
            } catch (SQLException rollingBack) {
                e.addSuppressed(rollingBack);
            }
            throw e;
        }
    }

    private static boolean areCurrent(Connection connection, Path path) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        if (version < 0) throw StoreException.badFile(path, "it is damaged (schema " + version + ")", null);
        if (version > Schema.latestVersion()) {
            throw StoreException.badFile(
                    path,
                    "a newer vastctl wrote it (schema " + version + ", this one knows " + Schema.latestVersion() + ")",
                    null);
        }
        return version == Schema.latestVersion();
    }

    private static void applyScripts(Connection connection) throws SQLException {
        for (int version = number(connection, "PRAGMA user_version") + 1;
                version <= Schema.latestVersion();
                version++) {
            for (String statement : Schema.statementsTo(version)) execute(connection, statement);
        }
        execute(connection, "PRAGMA application_id = " + FileHeader.APPLICATION_ID);
        execute(connection, "PRAGMA user_version = " + Schema.latestVersion());
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
