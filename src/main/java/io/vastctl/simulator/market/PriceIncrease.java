package io.vastctl.simulator.market;

import java.time.Instant;

/**
 * A host's announcement that a running rental will cost more, as long as nobody has answered it.
 *
 * @param oldGpuDollarsPerHour USD per hour for the cards today
 * @param newGpuDollarsPerHour USD per hour for the cards from then on
 * @param effectiveAt when it takes effect, unless it is rejected before
 * @param contractEnd when the contract ends in any case
 */
public record PriceIncrease(
        long id,
        long contractId,
        long hostId,
        double oldGpuDollarsPerHour,
        double newGpuDollarsPerHour,
        Instant createdAt,
        Instant effectiveAt,
        Instant contractEnd) {}
