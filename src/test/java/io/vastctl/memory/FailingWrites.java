package io.vastctl.memory;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Databases that fail: from a certain write on for good, or at one moment only. */
public final class FailingWrites {

    private FailingWrites() {}

    /** Lets every write to these tables fail, from the k-th on. The file must be a vastctl database. */
    public static void from(Path file, int k, String... tables) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE writes_left (n INTEGER NOT NULL)");
            statement.execute("INSERT INTO writes_left VALUES (" + k + ")");
            for (String table : tables) {
                for (String verb : List.of("INSERT", "UPDATE")) {
                    statement.execute("CREATE TRIGGER fail_" + verb + "_" + table + " BEFORE " + verb + " ON " + table
                            + " BEGIN UPDATE writes_left SET n = n - 1;"
                            + " SELECT RAISE(ABORT, 'disk full') FROM writes_left WHERE n <= 0; END");
                }
            }
        }
    }

    /** No page more can be had from now on, as on a full disk. */
    public static void fill(Database database) {
        pages(database, 1);
    }

    /** As much room as anybody may want. */
    public static void makeRoom(Database database) {
        pages(database, 1_000_000);
    }

    /** Whether every write fails from now on, and reading does not. */
    public static void readOnly(Database database, boolean on) {
        database.read("switch", session -> session.update("PRAGMA query_only = " + (on ? 1 : 0)));
    }

    /** SQLite raises a limit below the present size to that size. */
    private static void pages(Database database, int most) {
        database.read("limit the pages", session -> session.number("PRAGMA max_page_count = " + most));
    }

    /** A clock for {@link Database#open}; each write to the journal reads it once. */
    public static Clock atThe(int k, Clock time) {
        return new Clock() {
            private int reads;

            @Override
            public Instant instant() {
                if (++reads == k) throw StoreException.failed("cannot note it: disk full", null);
                return time.instant();
            }

            @Override
            public ZoneId getZone() {
                return time.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("one zone only");
            }
        };
    }
}
