package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many runs ended how, kept by the day on which they began. Days are counted once they are some days old; who writes
 * to a run marks its day, and a marked day is counted anew by who asks next.
 */
final class RunSums {

    /** What is younger changes often, and is counted at each reading. */
    private static final Duration YOUNG = Duration.ofDays(10);

    /** So many runs are counted in one step while others wait to write, but always whole days. */
    static final int AT_ONCE = 20_000;

    private static final String ENDED = " AND outcome IS NOT NULL AND finished_at_ms IS NOT NULL";

    private static final String COUNT = """
            SELECT %s origin, command, CASE WHEN exit_code = 6 THEN 'leftover' ELSE outcome END AS ending,
              COUNT(*) AS runs, SUM(COALESCE(cost_dollars, 0.0)) AS cost_dollars, MAX(finished_at_ms) AS last_at_ms
            FROM runs WHERE started_at_ms >= ?""";

    private static final String ADD =
            "INSERT INTO run_sums (day, origin, command, ending, runs, cost_dollars, last_at_ms) "
                    + String.format(COUNT, "started_at_ms / 86400000 AS day,") + " AND started_at_ms < ?" + ENDED
                    + " GROUP BY started_at_ms / 86400000, origin, command,"
                    + " CASE WHEN exit_code = 6 THEN 'leftover' ELSE outcome END";

    private static final String KEPT = """
            SELECT command, ending, SUM(runs) AS runs, SUM(cost_dollars) AS cost_dollars, MAX(last_at_ms) AS last_at_ms
            FROM run_sums WHERE origin = ? AND day < ? GROUP BY command, ending""";

    private static final String OTHERS = String.format(COUNT, "") + ENDED + " AND origin = ? GROUP BY origin, command,"
            + " CASE WHEN exit_code = 6 THEN 'leftover' ELSE outcome END";

    private RunSums() {}

    /** That run is not what it was when it was counted, if it was. */
    static void mark(Session session, String runId) throws SQLException {
        session.update(
                "INSERT INTO run_days (day) SELECT started_at_ms / 86400000 FROM runs WHERE run_id = ?"
                        + " ON CONFLICT (day) DO UPDATE SET day = excluded.day",
                runId);
    }

    /** Counts what is old enough and not counted, in steps of which each is a transaction of its own. */
    static void bringUpToDate(Database database, int atOnce) {
        long young = SumMarks.day(database.now().minus(YOUNG));
        boolean more = true;
        while (more)
            more = database.read("count the runs", session -> isDue(session, young))
                    && database.write("count the runs", session -> step(session, young, atOnce));
    }

    private static boolean isDue(Session session, long young) throws SQLException {
        long from = SumMarks.get(session, SumMarks.RUNS);
        return firstMarked(session, from).isPresent()
                || firstRun(session, from).filter(day -> day < young).isPresent();
    }

    /** Of the days that were counted. */
    private static Optional<Long> firstMarked(Session session, long before) throws SQLException {
        return session.first(
                "SELECT day FROM run_days WHERE day < ? ORDER BY day LIMIT 1", row -> row.number("day"), before);
    }

    /** The day of the first run that is not counted. */
    private static Optional<Long> firstRun(Session session, long from) throws SQLException {
        return session.first(
                "SELECT started_at_ms FROM runs WHERE started_at_ms >= ? ORDER BY started_at_ms LIMIT 1",
                row -> SumMarks.day(row.instant("started_at_ms")),
                SumMarks.start(from));
    }

    /** Returns whether there may be more to do. */
    private static boolean step(Session session, long young, int atOnce) throws SQLException {
        long from = SumMarks.get(session, SumMarks.RUNS);
        Optional<Long> marked = firstMarked(session, from);
        if (marked.isPresent()) {
            count(session, marked.get(), marked.get() + 1);
            return true;
        }
        Optional<Long> first = firstRun(session, from).filter(day -> day < young);
        if (first.isEmpty()) return false;
        long to = Math.min(young, end(session, first.get(), young, atOnce));
        count(session, first.get(), to);
        SumMarks.set(session, SumMarks.RUNS, to);
        return true;
    }

    /** The day behind those that have about so many runs. */
    private static long end(Session session, long first, long young, int atOnce) throws SQLException {
        Optional<Instant> last = session.first(
                "SELECT started_at_ms FROM runs WHERE started_at_ms >= ? ORDER BY started_at_ms LIMIT 1 OFFSET ?",
                row -> row.instant("started_at_ms"),
                SumMarks.start(first),
                atOnce);
        return last.map(at -> Math.max(first + 1, SumMarks.day(at))).orElse(young);
    }

    private static void count(Session session, long from, long to) throws SQLException {
        session.update("DELETE FROM run_sums WHERE day >= ? AND day < ?", from, to);
        session.update(ADD, SumMarks.start(from), SumMarks.start(to));
        session.update("DELETE FROM run_days WHERE day >= ? AND day < ?", from, to);
    }

    /** Of that market: what is kept, and what is counted now; the same kind may be in both. */
    static List<RunCounts.Runs> all(Session session, Origin origin) throws SQLException {
        // Once for both: another process may move it in between, and a day would be counted twice, or not at all.
        long from = SumMarks.get(session, SumMarks.RUNS);
        List<RunCounts.Runs> all = session.list(KEPT, RunSums::runs, origin, from);
        all.addAll(session.list(OTHERS, RunSums::runs, SumMarks.start(from), origin));
        return all;
    }

    private static RunCounts.Runs runs(Row row) throws SQLException {
        return new RunCounts.Runs(
                row.text("command"),
                row.text("ending"),
                row.number("runs"),
                row.decimal("cost_dollars"),
                row.instant("last_at_ms"));
    }
}
