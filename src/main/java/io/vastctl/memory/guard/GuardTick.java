package io.vastctl.memory.guard;

import java.time.Instant;
import java.util.List;

/**
 * One look of a guard and what it decided, as JSON that the guard reads back.
 *
 * @param guard the plan's name
 * @param planJson the plan it was decided by
 * @param observationJson all else that it was decided by
 * @param vitalsJson what it brought of the machines besides, for those who watch
 */
public record GuardTick(
        String guard,
        Instant at,
        String planJson,
        String observationJson,
        String vitalsJson,
        List<GuardDecisionRow> decisions) {

    public GuardTick {
        decisions = List.copyOf(decisions);
    }
}
