package io.vastctl.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many runs and attempts there ever were, by outcome. No run is ever forgotten, so none of it goes down. */
public final class RunCounts {

    /**
     * Runs of one command that ended alike.
     *
     * @param outcome as the run has it; {@code leftover} if it ended with 6, whatever else came of it
     * @param costDollars USD of all of them
     * @param last when the last of them ended
     */
    public record Runs(String command, String outcome, long count, double costDollars, Instant last) {

        Runs plus(Runs other) {
            return new Runs(
                    command,
                    outcome,
                    count + other.count,
                    costDollars + other.costDollars,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    /** Attempts that ended alike. */
    public record Attempts(String outcome, long count) {}

    private final Database database;

    public RunCounts(Database database) {
        this.database = database;
    }

    /** Runs that are over, in that kind of market, by command and outcome. */
    public List<Runs> runs(Origin origin) {
        try {
            RunSums.bringUpToDate(database, RunSums.AT_ONCE);
        } catch (StoreException e) {
            // Where no sum can be kept, they are all counted; where reading fails too, it says so itself.
            return runsAnew(origin);
        }
        return merged(database.read("count the runs", session -> RunSums.all(session, origin)));
    }

    private static List<Runs> merged(List<Runs> parts) {
        Map<List<String>, Runs> merged = new HashMap<>();
        for (Runs part : parts) merged.merge(List.of(part.command(), part.outcome()), part, Runs::plus);
        return merged.values().stream()
                .sorted(Comparator.comparing(Runs::command).thenComparing(Runs::outcome))
                .toList();
    }

    /** The same, of all runs read at once. */
    List<Runs> runsAnew(Origin origin) {
        return database.read(
                "count the runs",
                session -> session.list(
                        """
                SELECT command, CASE WHEN exit_code = 6 THEN 'leftover' ELSE outcome END AS ending, COUNT(*) AS runs,
                  SUM(COALESCE(cost_dollars, 0.0)) AS cost_dollars, MAX(finished_at_ms) AS finished_at_ms
                FROM runs WHERE origin = ? AND outcome IS NOT NULL AND finished_at_ms IS NOT NULL
                GROUP BY command, ending ORDER BY command, ending""",
                        row -> new Runs(
                                row.text("command"),
                                row.text("ending"),
                                row.number("runs"),
                                row.decimal("cost_dollars"),
                                row.instant("finished_at_ms")),
                        origin));
    }

    /** Attempts of all runs of that command in that kind of market, by outcome. */
    public List<Attempts> attempts(Origin origin, String command) {
        try {
            AttemptSums.bringUpToDate(database, AttemptSums.PAGE);
        } catch (StoreException e) {
            return attemptsAnew(origin, command);
        }
        return database.read(
                "count the attempts",
                session -> session.list(
                        "SELECT outcome, attempts FROM attempt_sums WHERE origin = ? AND command = ? ORDER BY outcome",
                        row -> new Attempts(row.text("outcome"), row.number("attempts")),
                        origin,
                        command));
    }

    /** The same, of all attempts read at once. */
    List<Attempts> attemptsAnew(Origin origin, String command) {
        return database.read(
                "count the attempts",
                session -> session.list(
                        """
                SELECT a.outcome AS outcome, COUNT(*) AS attempts
                FROM attempts a JOIN runs r ON r.run_id = a.run_id WHERE r.origin = ? AND r.command = ?
                GROUP BY a.outcome ORDER BY a.outcome""", row -> new Attempts(row.text("outcome"), row.number("attempts")), origin, command));
    }

    /** When a run of that command last ended with exit code 0 in that kind of market. */
    public Optional<Instant> lastSuccess(Origin origin, String command) {
        return database.read(
                "find the last success",
                session -> session.first(
                        "SELECT finished_at_ms FROM runs WHERE origin = ? AND command = ? AND exit_code = 0"
                                + " AND finished_at_ms IS NOT NULL ORDER BY finished_at_ms DESC LIMIT 1",
                        row -> row.instant("finished_at_ms"),
                        origin,
                        command));
    }
}
