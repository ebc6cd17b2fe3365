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
 * @param worstDollars USD that its verification may cost at worst, traffic included; 0 if nobody reckoned it
 */
public record Bounds(double maxSpendDollars, Optional<Instant> deadline, Duration lease, double worstDollars) {

    /** Nothing is set. */
    public static final Bounds NONE = new Bounds(0, Optional.empty(), Duration.ZERO);

    /** Nobody reckoned what it costs at worst. */
    public Bounds(double maxSpendDollars, Optional<Instant> deadline, Duration lease) {
        this(maxSpendDollars, deadline, lease, 0);
    }

    Optional<Instant> leaseUntil(Instant renewedAt) {
        return lease.isZero() ? Optional.empty() : Optional.of(renewedAt.plus(lease));
    }
}
