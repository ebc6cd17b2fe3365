package io.vastctl.blame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bar while the failures are gone through that led to it: each costs the same, however many there were before. */
final class GrowingPenalty {

    private final List<Charge> charges = new ArrayList<>();
    private int strike;
    private Optional<Instant> expiresAt;
    private Optional<Instant> liftedAt = Optional.empty();

    /** For a failure of a machine that is not barred. */
    GrowingPenalty(Charge charge, int highestStrike) {
        Penalty first = Penalty.first(charge, highestStrike);
        strike = first.strike();
        expiresAt = first.expiresAt();
        take(charge);
    }

    /**
     * For a failure while this bar is in force, as two runs at once may meet it. The machine has had no second chance,
     * so it climbs no further; a bar is never shortened.
     */
    void joinedBy(Charge charge, int highestStrike) {
        Penalty added = Penalty.first(charge, strike > 0 ? strike - 1 : highestStrike);
        boolean forGood = expiresAt.isEmpty() || added.expiresAt().isEmpty();
        expiresAt = forGood
                ? Optional.empty()
                : Optional.of(later(expiresAt.get(), added.expiresAt().get()));
        strike = Math.max(strike, added.strike());
        take(charge);
    }

    private void take(Charge charge) {
        charges.add(charge);
        if (charge.liftedAt().isPresent())
            liftedAt = Optional.of(
                    liftedAt.isEmpty()
                            ? charge.liftedAt().get()
                            : later(liftedAt.get(), charge.liftedAt().get()));
    }

    /** Whether it bars at that instant, as {@link Penalty#inForceAt}. */
    boolean inForceAt(Instant now) {
        return Penalty.endsAt(liftedAt, expiresAt)
                .filter(end -> !end.isAfter(now))
                .isEmpty();
    }

    int strike() {
        return strike;
    }

    Penalty grown() {
        return new Penalty(charges, strike, expiresAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
