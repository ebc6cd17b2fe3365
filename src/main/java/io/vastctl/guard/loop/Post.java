package io.vastctl.guard.loop;

import io.vastctl.memory.Origin;
import java.time.Duration;

/**
 * Who keeps which plan.
 *
 * @param guard the plan's name: there is one guard for each
 * @param holderId this guard's, and nobody else's
 * @param holder the same for people
 * @param labelPrefix first part of every label we give
 * @param hold how long the plan stays ours without a sign of life; longer than any tick takes
 * @param dryRun whether it only says what it would do
 */
public record Post(
        String guard,
        String holderId,
        String holder,
        long pid,
        String labelPrefix,
        Origin origin,
        Duration hold,
        boolean dryRun) {

    /** Longer than the longest tick, which is cut off before. */
    public static final Duration HOLD = Duration.ofMinutes(5);
}
