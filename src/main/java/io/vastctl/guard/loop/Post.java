package io.vastctl.guard.loop;

import io.vastctl.memory.Origin;
import io.vastctl.memory.OwnerRow;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Who keeps which plan.
 *
 * @param guard the plan's name: there is one guard for each
 * @param holderId this guard's, and nobody else's
 * @param holder the same for people
 * @param labelPrefix first part of every label we give
 * @param hold how long the plan stays ours without a sign of life; longer than any tick takes
 * @param dryRun whether it only says what it would do
 * @param dead whether a process that holds the plan is proven to be gone, so that nobody need wait for the hold to end
 */
public record Post(
        String guard,
        String holderId,
        String holder,
        long pid,
        String labelPrefix,
        Origin origin,
        Duration hold,
        boolean dryRun,
        Predicate<OwnerRow> dead) {

    /** One that takes nobody for dead before the hold has run out. */
    public Post(
            String guard,
            String holderId,
            String holder,
            long pid,
            String labelPrefix,
            Origin origin,
            Duration hold,
            boolean dryRun) {
        this(guard, holderId, holder, pid, labelPrefix, origin, hold, dryRun, owner -> false);
    }

    /** Longer than the longest tick, which is cut off before. */
    public static final Duration HOLD = Duration.ofMinutes(5);
}
