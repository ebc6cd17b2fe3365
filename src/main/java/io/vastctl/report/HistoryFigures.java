package io.vastctl.report;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.RunDetail;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The history in numbers.
 *
 * @param readyRuns runs in which an endpoint became ready
 * @param attempts without offers that were gone
 * @param spent USD of all runs, as reckoned from the price per hour
 * @param wasted USD of the attempts that did not become ready
 */
public record HistoryFigures(
        int runs,
        int readyRuns,
        int attempts,
        double spent,
        double wasted,
        List<CauseFigures> causes,
        List<MachineFigures> machines) {

    public HistoryFigures {
        causes = List.copyOf(causes);
        machines = List.copyOf(machines);
    }

    public static HistoryFigures of(Past past) {
        List<AttemptRow> attempts =
                past.runs().stream().flatMap(run -> run.attempts().stream()).toList();
        return new HistoryFigures(
                past.runs().size(),
                (int) past.runs().stream().filter(HistoryFigures::isReady).count(),
                (int) attempts.stream()
                        .filter(attempt -> !MachineFigures.isGone(attempt))
                        .count(),
                past.runs().stream()
                        .mapToDouble(run -> run.summary().costDollars())
                        .sum(),
                MachineFigures.wasted(attempts),
                CauseFigures.of(past),
                MachineFigures.of(past));
    }

    /** USD of all runs over those that became ready; empty if none did. */
    public OptionalDouble dollarsPerReady() {
        return readyRuns == 0 ? OptionalDouble.empty() : OptionalDouble.of(spent / readyRuns);
    }

    static boolean isReady(RunDetail run) {
        return run.attempts().stream().anyMatch(MachineFigures::isReady);
    }
}
