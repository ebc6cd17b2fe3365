package io.vastctl.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the market itself says that a rental has cost. Times are the market's.
 *
 * @param dollars USD
 * @param until up to when it is charged, as the market told; empty if it did not
 * @param readAt when it was read
 */
public record Bill(double dollars, Optional<Instant> until, Instant readAt) {

    /** A proof that an instance is gone takes that long after its end, as a rule. */
    static final Duration PROOF = Duration.ofMinutes(2);

    /** Bills lag; by how much is not documented. */
    static final Duration LAG = Duration.ofHours(1);

    /**
     * Whether nothing can be missing from it: it reaches to the end, or was read long after.
     *
     * @param closedAt when the rental was proven gone
     */
    public boolean covers(Instant closedAt) {
        boolean reachesTheEnd =
                until.filter(end -> !end.isBefore(closedAt.minus(PROOF))).isPresent();
        return reachesTheEnd || !readAt.isBefore(closedAt.plus(LAG));
    }
}
