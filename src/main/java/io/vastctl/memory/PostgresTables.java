package io.vastctl.memory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Our tables in the first schema of the connection's search path, and the table that tells which version they have. */
final class PostgresTables {

    /** Also the mark by which a schema is known for ours. */
    private static final String MARK = "vastctl_schema";

    static final String VERSION = "SELECT version FROM " + MARK;

    /** What is where the tables are, or would be made. */
    private static final String LOOK = "SELECT current_schema() AS place, COUNT(tablename) AS tables,"
            + " COUNT(*) FILTER (WHERE tablename = '" + MARK + "') AS ours"
            + " FROM (SELECT 1) AS one LEFT JOIN pg_catalog.pg_tables ON schemaname = current_schema()";

    private PostgresTables() {}

    /**
     * Whether they are there, of whichever version.
     *
     * @throws StoreException if there are tables of somebody else
     */
    static boolean isThere(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            if (!row.next()) throw new SQLException("no answer to where the tables are");
            String place = row.getString("place");
            if (place == null)
                throw StoreException.badServer(
                        name,
                        "there is no schema to keep tables in",
                        "make the one that currentSchema names in the address, with CREATE SCHEMA",
                        null);
            if (row.getLong("ours") > 0) return true;
            if (row.getLong("tables") > 0)
                throw StoreException.badServer(
                        name,
                        "its schema " + place + " has tables of another application",
                        "name an empty schema, with ?currentSchema=NAME in the address, or another database",
                        null);
            return false;
        }
    }

    /** @throws StoreException if a newer vastctl made them */
    static boolean areCurrent(Connection connection, String name) throws SQLException {
        if (!isThere(connection, name)) return false;
        long version = PostgresServer.number(connection, VERSION);
        if (version > Schema.latestVersion())
            throw StoreException.badServer(
                    name,
                    "a newer vastctl wrote it (schema " + version + ", this one knows " + Schema.latestVersion() + ")",
                    "update this one",
                    null);
        return version == Schema.latestVersion();
    }

    /** Within a transaction that has the lock. */
    static void bringUpToDate(Connection connection) throws SQLException {
        PostgresServer.execute(connection, "CREATE TABLE IF NOT EXISTS " + MARK + " (version INTEGER NOT NULL)");
        for (long version = PostgresServer.number(connection, VERSION) + 1;
                version <= Schema.latestVersion();
                version++)
            for (String statement : Schema.statementsTo((int) version))
                PostgresServer.execute(connection, PostgresDialect.of(statement));
        PostgresServer.execute(connection, "DELETE FROM " + MARK);
        PostgresServer.execute(connection, "INSERT INTO " + MARK + " VALUES (" + Schema.latestVersion() + ")");
    }

    static Optional<String> renumber(Table table) {
        if (!table.numbered()) return Optional.empty();
        String key = table.key().get(0);
        return Optional.of("SELECT setval(pg_get_serial_sequence('" + table.name() + "', '" + key
                + "'), (SELECT COALESCE(MAX(" + key + "), 0) + 1 FROM " + table.name() + "), false)");
    }

    /**
     * Reads every table from end to end. That the pages are whole is the server's to watch.
     *
     * @throws StoreException if the version is not told once
     */
    static void check(Connection connection, String name) throws SQLException {
        if (PostgresServer.number(connection, "SELECT COUNT(*) FROM " + MARK) != 1)
            throw StoreException.badServer(
                    name, "its table " + MARK + " does not hold one row", "restore it from a backup", null);
        for (Table table : Table.ALL)
            PostgresServer.number(connection, "SELECT COUNT(*) FROM (" + table.select() + ") AS every");
    }
}
