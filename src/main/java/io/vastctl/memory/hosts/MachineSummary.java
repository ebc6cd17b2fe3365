package io.vastctl.memory.hosts;

import io.vastctl.memory.Origin;
import java.time.Instant;

/**
 * One machine in a list.
 *
 * @param hostId at the last attempt
 * @param gpuName at the last attempt
 * @param attempts all of them, also those that count for nobody; offers that were gone are none
 * @param costDollars USD over all attempts, and what an offer that was gone had cost
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
