package io.vastctl.blame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One bar: what led to it, and how long it lasts.
 *
 * @param charges in time; the first began it, the others came while it was in force
 * @param strike step of the ladder, from 1; 0 for a bar outside the ladder
 * @param expiresAt empty: until somebody removes it
 */
public record Penalty(List<Charge> charges, int strike, Optional<Instant> expiresAt) {

    /** Of the first three strikes; from the fourth on the bar holds until it is removed. */
    private static final List<Duration> LADDER = List.of(Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30));

    public Penalty {
        charges = List.copyOf(charges);
    }

    /** For a failure of a machine that is not barred. */
    static Penalty first(Charge charge, int highestStrike) {
        if (!charge.weight().isStrike()) {
            return new Penalty(
                    List.of(charge),
                    0,
                    Optional.of(charge.at().plus(charge.weight().bars())));
        }
        int strike = highestStrike + 1;
        Optional<Instant> expiry =
                strike <= LADDER.size() ? Optional.of(charge.at().plus(LADDER.get(strike - 1))) : Optional.empty();
        return new Penalty(List.of(charge), strike, expiry);
    }

    /** When somebody ended it by hand. */
    public Optional<Instant> liftedAt() {
        return charges.stream().flatMap(charge -> charge.liftedAt().stream()).max(Instant::compareTo);
    }

    /** When it ended or will end, by hand or by itself; empty if it holds until removed. */
    public Optional<Instant> endsAt() {
        return endsAt(liftedAt(), expiresAt);
    }

    /** The earlier of the two. */
    static Optional<Instant> endsAt(Optional<Instant> lifted, Optional<Instant> expires) {
        if (lifted.isEmpty() || expires.isEmpty()) return lifted.or(() -> expires);
        return lifted.get().isBefore(expires.get()) ? lifted : expires;
    }

    /** Whether it bars at that instant, which is not before its first charge. */
    public boolean inForceAt(Instant now) {
        return endsAt().isEmpty() || endsAt().get().isAfter(now);
    }

    /**
     * Whether the machine is back after a strike and has not shown yet that it works.
     *
     * @param lastSuccess when the machine last produced tokens
     */
    public boolean onParoleAt(Instant now, Optional<Instant> lastSuccess) {
        return strike > 0
                && !inForceAt(now)
                && lastSuccess.filter(success -> success.isAfter(latest().at())).isEmpty();
    }

    /** The latest charge: it names the bar. */
    public Charge latest() {
        return charges.get(charges.size() - 1);
    }
}
