package io.vastctl.guard;

import io.vastctl.guard.Rental.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a rental stands on the ladder of healing.
 *
 * @param next the step to try now or once the last one has had its time; empty if all were tried
 * @param waitUntil when the last step has had its time; empty if none counts
 * @param restarted whether restarts were tried as often as allowed, and have had their time
 */
record Ladder(Optional<Step> next, Optional<Instant> waitUntil, boolean restarted, boolean exhausted) {

    private static final int MOST_DOUBLINGS = 6;

    static Ladder on(Rental rental, Situation situation) {
        HealingRules rules = situation.plan().healing();
        Instant until = null;
        Optional<Step> next = Optional.empty();
        for (Step step : Step.values()) {
            int count = count(rental, step, rules, situation.now());
            if (count > 0) until = later(until, settled(rental, step, count, rules));
            if (next.isEmpty() && count < rules.of(step).tries()) next = Optional.of(step);
        }
        Optional<Instant> wait = Optional.ofNullable(until);
        boolean waited = wait.filter(end -> situation.now().isBefore(end)).isEmpty();
        boolean restarted =
                waited && next.filter(step -> step == Step.RESTART_SERVER).isEmpty();
        return new Ladder(next, wait, restarted, waited && next.isEmpty());
    }

    /** A step counts until the endpoint has answered for long after it. */
    private static int count(Rental rental, Step step, HealingRules rules, Instant now) {
        Tries tries = rental.tries().get(step);
        if (tries == null) return 0;
        Instant answeredUntil = rental.health().failingSince().orElse(now);
        return Moments.lasted(tries.last(), rules.forgiveAfter(), answeredUntil) ? 0 : Math.max(0, tries.count());
    }

    private static Instant settled(Rental rental, Step step, int count, HealingRules rules) {
        Duration settle = rules.of(step).settle().multipliedBy(1L << Math.min(count - 1, MOST_DOUBLINGS));
        return Moments.after(Objects.requireNonNull(rental.tries().get(step)).last(), settle);
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || other.isAfter(one) ? other : one;
    }
}
