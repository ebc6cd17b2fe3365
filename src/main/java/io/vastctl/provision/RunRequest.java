package io.vastctl.provision;

import io.vastctl.memory.Origin;
import io.vastctl.memory.Purpose;
import io.vastctl.ranking.Demand;
import java.time.Duration;

/**
 * One run as asked for.
 *
 * @param command {@code test} or {@code up}
 * @param labelPrefix first part of every label we give
 * @param preserve whether a failed instance stays for investigation, and keeps billing
 * @param origin whether the market is real or simulated
 * @param lease how long a rental lives without renewal; zero for no lease
 */
public record RunRequest(
        String command,
        Demand demand,
        Ceilings ceilings,
        String labelPrefix,
        boolean preserve,
        Origin origin,
        Duration lease) {

    /** Without a lease. */
    public RunRequest(
            String command, Demand demand, Ceilings ceilings, String labelPrefix, boolean preserve, Origin origin) {
        this(command, demand, ceilings, labelPrefix, preserve, origin, Duration.ZERO);
    }

    /** The same in that market. */
    public RunRequest in(Origin market) {
        return new RunRequest(command, demand, ceilings, labelPrefix, preserve, market, lease);
    }

    /** The same with that lease; zero for none. */
    public RunRequest leased(Duration length) {
        return new RunRequest(command, demand, ceilings, labelPrefix, preserve, origin, length);
    }

    Purpose purpose() {
        return command.equals("up") ? Purpose.UP : Purpose.TEST;
    }
}
