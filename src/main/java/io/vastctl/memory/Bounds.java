package io.vastctl.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rental may come to at most.
 *
 * @param maxSpendDollars USD for the whole run it belongs to; 0 if none was set
 * @param deadline of the run, by the market's time
 * @param lease how long the rental lives without renewal; zero for no lease
 */
public record Bounds(double maxSpendDollars, Optional<Instant> deadline, Duration lease) {

    /** Nothing is set. */
    public static final Bounds NONE = new Bounds(0, Optional.empty(), Duration.ZERO);

    Optional<Instant> leaseUntil(Instant renewedAt) {
        return lease.isZero() ? Optional.empty() : Optional.of(renewedAt.plus(lease));
    }
}
