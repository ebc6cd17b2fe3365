package io.vastctl.memory;

import io.vastctl.outcome.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a machine is barred. Pure.
 *
 * @param strike step of the ladder, from 1; 0 for a bar outside the ladder
 * @param expiresAt empty: until removed
 */
record Penalty(int strike, Optional<Instant> expiresAt) {

    private static final List<Duration> LADDER = List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));
    private static final Duration SOFT = Duration.ofDays(1);

    /** @param highestStrike over all earlier bars of the machine, 0 if there was none */
    static Penalty first(FailureClass failureClass, int highestStrike, Instant now) {
        return failureClass == FailureClass.STALLED
                ? new Penalty(0, Optional.of(now.plus(SOFT)))
                : new Penalty(highestStrike + 1, expiry(highestStrike + 1, now));
    }

    /**
     * For a failure while a bar is in force, as two runs at once may meet it. The machine has had no
     * second chance, so it climbs no further; a bar is never shortened.
     *
     * @param highestStrike over all bars of the machine, the one in force included
     */
    static Penalty again(FailureClass failureClass, BadHost inForce, int highestStrike, Instant now) {
        Penalty added = first(failureClass, inForce.strike() > 0 ? inForce.strike() - 1 : highestStrike, now);
        boolean forGood = inForce.expiresAt().isEmpty() || added.expiresAt.isEmpty();
        return new Penalty(
                Math.max(added.strike, inForce.strike()),
                forGood
                        ? Optional.empty()
                        : Optional.of(later(inForce.expiresAt().get(), added.expiresAt.get())));
    }

    private static Optional<Instant> expiry(int strike, Instant now) {
        return strike <= LADDER.size() ? Optional.of(now.plus(LADDER.get(strike - 1))) : Optional.empty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
