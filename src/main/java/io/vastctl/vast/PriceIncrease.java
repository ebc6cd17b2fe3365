package io.vastctl.vast;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a host asks for if the contract is to go on. Unanswered, it leaves the price as it is until the
 * contract ends.
 *
 * @param increaseId the row's own number, by which it is accepted or rejected
 * @param instanceId the contract it is about
 * @param before what is charged now
 * @param after what would be charged
 * @param contractEnds when the present contract ends
 */
public record PriceIncrease(
        long increaseId,
        long instanceId,
        OptionalLong hostId,
        Rates before,
        Rates after,
        Optional<Instant> contractEnds,
        Optional<Instant> createdAt) {}
