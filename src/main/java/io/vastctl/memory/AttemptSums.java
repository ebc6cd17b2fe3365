package io.vastctl.memory;

import io.vastctl.memory.hosts.BlameDays;
import io.vastctl.memory.hosts.HostMemory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Sums over attempts, by machine and by how they ended, carried forward by who asks. An attempt never changes in what is
 * summed up here, and their numbers go up in the order in which they are noted, since writers take turns: so each that is
 * noted later has a number behind the mark, however old it is.
 */
public final class AttemptSums {

    /** So many numbers in one step; what it adds up to is at most that many rows. */
    public static final int PAGE = 100_000;

    private static final String OF_PAGE = " FROM attempts a WHERE a.attempt_id > ? AND a.attempt_id <= ?";

    /** What a machine's attempts say, but for the blame; {@link HostMemory} has the same condition. */
    private static final String MACHINES = """
            SELECT x.origin, x.machine_id, x.host_id, x.gpu_name,
              SUM(CASE WHEN x.outcome <> 'offer_gone' THEN 1 ELSE 0 END) AS attempts,
              SUM(CASE WHEN x.outcome = 'ready' THEN 1 ELSE 0 END) AS successes,
              MAX(CASE WHEN x.outcome = 'ready' THEN x.finished_at_ms END) AS last_success_ms,
              SUM(x.cost_dollars) AS cost_dollars,
              SUM(CASE WHEN x.outcome = 'ready' THEN 0.0 ELSE x.cost_dollars END) AS wasted_dollars,
              COALESCE(SUM(x.download_mbps), 0.0) AS download_sum, COUNT(x.download_mbps) AS download_count,
              COALESCE(SUM(x.first_token_seconds), 0.0) AS first_token_sum,
              COUNT(x.first_token_seconds) AS first_token_count,
              COALESCE(SUM(x.tokens_per_second), 0.0) AS tokens_sum, COUNT(x.tokens_per_second) AS tokens_count,
              MAX(x.finished_at_ms) AS last_at_ms,
              MAX(CASE WHEN x.finished_at_ms = x.latest_ms THEN x.attempt_id END) AS last_attempt_id
            FROM (SELECT y.*, MAX(y.finished_at_ms) OVER
                (PARTITION BY y.origin, y.machine_id, y.host_id, y.gpu_name) AS latest_ms
              FROM (SELECT a.attempt_id, a.machine_id, a.host_id, a.gpu_name, a.outcome, a.finished_at_ms, a.cost_dollars,
                  a.download_mbps, a.first_token_seconds, a.tokens_per_second,
                  (SELECT r.origin FROM runs r WHERE r.run_id = a.run_id) AS origin""" + OF_PAGE + """

                  AND a.machine_id <> 0 AND (a.outcome <> 'offer_gone' OR a.cost_dollars > 0)) AS y) AS x
            GROUP BY x.origin, x.machine_id, x.host_id, x.gpu_name""";

    private static final List<String> ADDED = List.of(
            "attempts",
            "successes",
            "cost_dollars",
            "wasted_dollars",
            "download_sum",
            "download_count",
            "first_token_sum",
            "first_token_count",
            "tokens_sum",
            "tokens_count");

    private static final String LATER = "excluded.last_at_ms > machine_sums.last_at_ms"
            + " OR (excluded.last_at_ms = machine_sums.last_at_ms AND excluded.last_attempt_id > machine_sums.last_attempt_id)";

    private static final String ADD_MACHINE = Table.named("machine_sums").insert()
            + " ON CONFLICT (origin, machine_id, host_id, gpu_name) DO UPDATE SET "
            + String.join(
                    ", ",
                    ADDED.stream()
                            .map(column -> column + " = machine_sums." + column + " + excluded." + column)
                            .toList())
            + ", last_success_ms = CASE WHEN machine_sums.last_success_ms IS NULL"
            + " OR excluded.last_success_ms > machine_sums.last_success_ms"
            + " THEN excluded.last_success_ms ELSE machine_sums.last_success_ms END"
            + ", last_attempt_id = CASE WHEN " + LATER
            + " THEN excluded.last_attempt_id ELSE machine_sums.last_attempt_id END"
            + ", last_at_ms = CASE WHEN excluded.last_at_ms > machine_sums.last_at_ms"
            + " THEN excluded.last_at_ms ELSE machine_sums.last_at_ms END";

    private static final String ENDS = """
            SELECT x.origin, x.command, x.outcome, x.day, COUNT(*) AS attempts
            FROM (SELECT (SELECT r.origin FROM runs r WHERE r.run_id = a.run_id) AS origin,
                (SELECT r.command FROM runs r WHERE r.run_id = a.run_id) AS command,
                a.outcome, a.finished_at_ms / 86400000 AS day""" + OF_PAGE + """
            ) AS x GROUP BY x.origin, x.command, x.outcome, x.day""";

    private static final String ADD_ENDS = "INSERT INTO attempt_sums (origin, command, outcome, attempts)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (origin, command, outcome)"
            + " DO UPDATE SET attempts = attempt_sums.attempts + excluded.attempts";

    private AttemptSums() {}

    /** What one page of attempts adds. */
    record Page(long from, long to, List<Object[]> machines, List<Ends> ends) {}

    /** Attempts that ended alike on one day. */
    record Ends(String origin, String command, String outcome, long day, long attempts) {}

    /** What one kind of ending is told apart by. */
    private record Kind(String origin, String command, String outcome) {}

    /** Adds all attempts that are not in the sums yet, page by page, each page in a transaction of its own. */
    public static void bringUpToDate(Database database, int pageSize) {
        Optional<Page> page = next(database, pageSize);
        while (page.isPresent()) {
            Page found = page.get();
            database.write("add attempts up", session -> add(session, found));
            page = next(database, pageSize);
        }
    }

    /** Reads it without keeping anybody from writing. */
    static Optional<Page> next(Database database, int pageSize) {
        return database.read("add attempts up", session -> {
            long from = SumMarks.get(session, SumMarks.ATTEMPTS);
            long last = session.first(
                            "SELECT attempt_id FROM attempts WHERE attempt_id > ? ORDER BY attempt_id DESC LIMIT 1",
                            row -> row.number("attempt_id"),
                            from)
                    .orElse(from);
            if (last <= from) return Optional.empty();
            long to = Math.min(last, from + pageSize);
            return Optional.of(new Page(
                    from,
                    to,
                    session.list(MACHINES, AttemptSums::machine, from, to),
                    session.list(ENDS, AttemptSums::ends, from, to)));
        });
    }

    private static Object[] machine(Row row) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(row.text("origin"));
        values.add(row.number("machine_id"));
        values.add(row.number("host_id"));
        values.add(row.text("gpu_name"));
        values.add(row.number("attempts"));
        values.add(row.number("successes"));
        values.add(row.optionalNumber("last_success_ms"));
        values.add(row.decimal("cost_dollars"));
        values.add(row.decimal("wasted_dollars"));
        values.add(row.decimal("download_sum"));
        values.add(row.number("download_count"));
        values.add(row.decimal("first_token_sum"));
        values.add(row.number("first_token_count"));
        values.add(row.decimal("tokens_sum"));
        values.add(row.number("tokens_count"));
        values.add(row.number("last_at_ms"));
        values.add(row.number("last_attempt_id"));
        return values.toArray();
    }

    private static Ends ends(Row row) throws SQLException {
        return new Ends(
                row.text("origin"),
                row.text("command"),
                row.text("outcome"),
                row.number("day"),
                row.number("attempts"));
    }

    /** Does nothing if somebody else was faster. */
    static boolean add(Session session, Page page) throws SQLException {
        if (SumMarks.get(session, SumMarks.ATTEMPTS) != page.from()) return false;
        session.updateAll(ADD_MACHINE, page.machines());
        Map<Kind, Long> ends = new HashMap<>();
        for (Ends end : page.ends())
            ends.merge(new Kind(end.origin(), end.command(), end.outcome()), end.attempts(), Long::sum);
        List<Object[]> rows = new ArrayList<>();
        ends.forEach((kind, count) -> rows.add(new Object[] {kind.origin(), kind.command(), kind.outcome(), count}));
        session.updateAll(ADD_ENDS, rows);
        for (Origin origin : Origin.values())
            BlameDays.mark(
                    session,
                    origin,
                    new TreeSet<>(page.ends().stream()
                            .filter(end -> end.origin().equals(origin.name()))
                            .map(Ends::day)
                            .toList()));
        SumMarks.set(session, SumMarks.ATTEMPTS, page.to());
        return true;
    }
}
