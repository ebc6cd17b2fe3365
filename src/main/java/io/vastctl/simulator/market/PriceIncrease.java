package io.vastctl.simulator.market;

import java.time.Instant;

/**
 * A host's announcement that a rental will cost more if it is to go on after its end, as long as nobody has answered.
 *
 * @param oldGpuDollarsPerHour USD per hour for the cards today
 * @param newGpuDollarsPerHour USD per hour for the cards from then on
 * @param effectiveAt when it takes effect if it is accepted before: the contract's present end
 * @param contractEnd when the contract ends unless it is accepted
 * @param extendedEnd when the contract ends if it is accepted
 */
public record PriceIncrease(
        long id,
        long contractId,
        long hostId,
        double oldGpuDollarsPerHour,
        double newGpuDollarsPerHour,
        Instant createdAt,
        Instant effectiveAt,
        Instant contractEnd,
        Instant extendedEnd) {}
