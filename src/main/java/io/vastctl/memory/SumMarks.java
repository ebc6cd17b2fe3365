package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** How far the kept sums have come. */
public final class SumMarks {

    /** The number of the last attempt that is in the sums. */
    static final String ATTEMPTS = "attempts";

    /** The first day whose runs are not in the sums. */
    static final String RUNS = "runs";

    /** The number of the last row of bad hosts whose day is marked, or was. */
    public static final String BARS = "bars";

    /** Goes up with each change of what is to be judged, or was: who judged meanwhile begins anew. */
    public static final String BLAME = "blame";

    static final long DAY_MS = Duration.ofDays(1).toMillis();

    private static final String PUT =
            "INSERT INTO sum_marks (name, up_to) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET";

    private SumMarks() {}

    /** 0 where there is none. */
    public static long get(Session session, String name) throws SQLException {
        return session.first("SELECT up_to FROM sum_marks WHERE name = ?", row -> row.number("up_to"), name)
                .orElse(0L);
    }

    /** Whether there is one. */
    public static boolean isSet(Session session, String name) throws SQLException {
        return session.number("SELECT COUNT(*) FROM sum_marks WHERE name = ?", name) > 0;
    }

    /** How far it has come. */
    public static void set(Session session, String name, long upTo) throws SQLException {
        session.update(PUT + " up_to = excluded.up_to", name, upTo);
    }

    /** One more than it was. */
    public static void raise(Session session, String name) throws SQLException {
        session.update(PUT + " up_to = sum_marks.up_to + 1", name, 1L);
    }

    /** The day of that moment, UTC, since 1970. */
    public static long day(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), DAY_MS);
    }

    /** When that day begins, UTC. */
    public static Instant start(long day) {
        return Instant.ofEpochMilli(day * DAY_MS);
    }
}
