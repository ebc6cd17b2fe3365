package io.vastctl.provision;

import io.vastctl.memory.Origin;
import io.vastctl.ranking.Demand;

/**
 * One run as asked for.
 *
 * @param command {@code test}
 * @param labelPrefix first part of every label we give
 * @param preserve whether a failed instance stays for investigation, and keeps billing
 * @param origin whether the market is real or simulated
 */
public record RunRequest(
        String command, Demand demand, Ceilings ceilings, String labelPrefix, boolean preserve, Origin origin) {

    /** The same in that market. */
    public RunRequest in(Origin market) {
        return new RunRequest(command, demand, ceilings, labelPrefix, preserve, market);
    }
}
