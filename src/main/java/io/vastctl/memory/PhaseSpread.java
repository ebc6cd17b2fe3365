package io.vastctl.memory;

import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a phase lasts in attempts that succeed.
 *
 * @param p90 nine out of ten took no longer; by nearest rank
 * @param count attempts, each with its whole time in the phase
 */
public record PhaseSpread(Phase phase, Duration median, Duration p90, int count) {

    /** In the order of the phases; only those that were seen. */
    public static List<PhaseSpread> of(List<AttemptRow> attempts) {
        Map<Phase, List<Duration>> times = new TreeMap<>();
        attempts.stream()
                .filter(attempt -> attempt.outcome().equals(AttemptRow.READY))
                .forEach(attempt -> totals(attempt)
                        .forEach((phase, total) -> times.computeIfAbsent(phase, key -> new ArrayList<>())
                                .add(total)));
        return times.entrySet().stream()
                .map(entry ->
                        of(entry.getKey(), entry.getValue().stream().sorted().toList()))
                .toList();
    }

    static PhaseSpread of(Phase phase, List<Duration> ascending) {
        return new PhaseSpread(phase, rank(ascending, 0.5), rank(ascending, 0.9), ascending.size());
    }

    private static Map<Phase, Duration> totals(AttemptRow attempt) {
        Map<Phase, Duration> totals = new TreeMap<>();
        for (PhaseTime time : attempt.phases()) totals.merge(time.phase(), time.duration(), Duration::plus);
        return totals;
    }

    private static Duration rank(List<Duration> ascending, double share) {
        return ascending.get((int) Math.ceil(share * ascending.size()) - 1);
    }
}
