package io.vastctl.memory;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The tables and indexes of a database, as SQLite keeps them.
 *
 * @param version of our schema that it says it has
 */
record Tables(int version, Set<String> definitions) {

    static Tables of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return new Tables(version(statement), definitions(statement));
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static Set<String> definitions(Statement statement) throws SQLException {
        Set<String> definitions = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_schema")) {
            while (rows.next())
                definitions.add(String.join(
                        " ", rows.getString(1), rows.getString(2), rows.getString(3), "" + rows.getString(4)));
        }
        return definitions;
    }

    /** Whether all that our scripts make up to its version is there; somebody's own tables beside it do no harm. */
    boolean areAsMade() throws SQLException {
        if (version < 0 || version > Schema.latestVersion()) return false;
        try (Connection fresh = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = fresh.createStatement()) {
            for (int step = 1; step <= version; step++)
                for (String sql : Schema.statementsTo(step)) statement.execute(sql);
            return definitions.containsAll(definitions(statement));
        }
    }
}
