package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** A database in memory that notes which statements are executed, to see afterwards how it finds their rows. */
public final class RecordedDatabase {

    private final RecordedSql recorded = new RecordedSql(SqliteFile.inMemory());
    private final Database database;

    public RecordedDatabase(Clock clock) {
        database = Database.on(recorded, clock, () -> false);
    }

    public Database database() {
        return database;
    }

    /** How many different statements were executed so far, and which of them read all of a table that grows. */
    public record Found(int statements, List<String> scans) {}

    /** Those that stop after so many rows in the order of an index are none. */
    public Found look() throws SQLException {
        List<RecordedSql.Asked> all = recorded.drain();
        List<String> scans = new ArrayList<>();
        for (RecordedSql.Asked asked : all)
            QueryPlans.sqliteScans(recorded.connection(), asked).stream()
                    .filter(line -> !line.startsWith("in order"))
                    .forEach(line -> scans.add(line + ": " + asked.sql()));
        return new Found(all.size(), scans);
    }
}
