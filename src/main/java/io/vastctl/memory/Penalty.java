package io.vastctl.memory;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How long a machine is barred. Pure.
 *
 * @param strike step of the ladder, from 1; 0 for a bar outside the ladder
 * @param expiresAt empty: until removed
 */
record Penalty(int strike, Optional<Instant> expiresAt) {

    private static final List<Duration> LADDER = List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));
    private static final Duration SOFT = Duration.ofDays(1);
    private static final Duration COOL_DOWN = Duration.ofHours(6);

    /** Quotas of the machine's address at a registry or at the Hub: they fill up again by themselves. */
    private static final Set<String> PASSING = Set.of("docker-ratelimit", "hf-429");

    /** @param highestStrike over all earlier bars of the machine, 0 if there was none */
    static Penalty first(Failure failure, int highestStrike, Instant now) {
        if (PASSING.contains(failure.signature())) return new Penalty(0, Optional.of(now.plus(COOL_DOWN)));
        if (failure.failureClass() == FailureClass.STALLED) return new Penalty(0, Optional.of(now.plus(SOFT)));
        return new Penalty(highestStrike + 1, expiry(highestStrike + 1, now));
    }

    /**
     * For a failure while a bar is in force, as two runs at once may meet it. The machine has had no
     * second chance, so it climbs no further; a bar is never shortened.
     *
     * @param highestStrike over all bars of the machine, the one in force included
     */
    static Penalty again(Failure failure, BadHost inForce, int highestStrike, Instant now) {
        Penalty added = first(failure, inForce.strike() > 0 ? inForce.strike() - 1 : highestStrike, now);
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
