package io.vastctl.memory;

import java.time.Instant;

/**
 * One machine in a list.
 *
 * @param hostId at the last attempt
 * @param gpuName at the last attempt
 * @param attempts all of them, also those that count for nobody
 * @param costDollars USD over all attempts
 * @param wastedDollars USD of those that did not produce tokens
 */
public record MachineSummary(
        long machineId,
        long hostId,
        String gpuName,
        Origin origin,
        int attempts,
        Tally tally,
        Measured measured,
        double costDollars,
        double wastedDollars,
        Instant lastSeen) {}
