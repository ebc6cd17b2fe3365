package io.vastctl.cli.watch;

import io.vastctl.memory.guard.GuardDecisionRow;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this process has counted since it began.
 *
 * @param problems looks at which the API told nothing
 * @param decisions that acted, by rule
 */
record Tally(long looks, long problems, Map<String, Long> decisions) {

    static final Tally NOTHING = new Tally(0, 0, Map.of());

    Tally {
        decisions = Map.copyOf(decisions);
    }

    Tally with(Look look) {
        Map<String, Long> more = new TreeMap<>(decisions);
        for (GuardDecisionRow row : look.decisions())
            if (!row.action().equals(Look.TELL)) more.merge(row.rule(), 1L, Long::sum);
        return new Tally(looks + 1, problems + (look.blind().isPresent() ? 1 : 0), more);
    }
}
