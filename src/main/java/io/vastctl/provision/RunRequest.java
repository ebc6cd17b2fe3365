package io.vastctl.provision;

import io.vastctl.memory.Origin;
import io.vastctl.memory.Purpose;
import io.vastctl.ranking.Demand;
import java.time.Duration;

/**
 * One run as asked for.
 *
 * @param command {@code test}, {@code up} or {@link #GUARD}
 * @param labelPrefix first part of every label we give
 * @param preserve whether a failed instance stays for investigation, and keeps billing
 * @param origin whether the market is real or simulated
 * @param lease how long a rental lives without renewal; zero for no lease
 * @param hedge whether a second rental may start beside one that is slow
 * @param leastBid USD per hour for the GPUs that an interruptible rental bids at least, if its price limit holds that; zero
 *     for none
 */
public record RunRequest(
        String command,
        Demand demand,
        Ceilings ceilings,
        String labelPrefix,
        boolean preserve,
        Origin origin,
        Duration lease,
        boolean hedge,
        double leastBid) {

    /** The command of a run that a guard makes. */
    public static final String GUARD = "guard";

    /** Without a lease, and one rental at a time. */
    public RunRequest(
            String command, Demand demand, Ceilings ceilings, String labelPrefix, boolean preserve, Origin origin) {
        this(command, demand, ceilings, labelPrefix, preserve, origin, Duration.ZERO, false, 0);
    }

    /** The same in that market. */
    public RunRequest in(Origin market) {
        return new RunRequest(command, demand, ceilings, labelPrefix, preserve, market, lease, hedge, leastBid);
    }

    /** What the labels of that run's rentals begin with; the attempt's number follows. */
    public String labels(String runId) {
        return labelPrefix + "-" + runId + "-";
    }

    /** The same with that lease; zero for none. */
    public RunRequest leased(Duration length) {
        return new RunRequest(command, demand, ceilings, labelPrefix, preserve, origin, length, hedge, leastBid);
    }

    /** The same with or without a second rental beside a slow one. */
    public RunRequest hedged(boolean wanted) {
        return new RunRequest(command, demand, ceilings, labelPrefix, preserve, origin, lease, wanted, leastBid);
    }

    /** The same with no bid lower than that, in USD per hour for the GPUs. */
    public RunRequest biddingAtLeast(double dollarsPerHour) {
        return new RunRequest(command, demand, ceilings, labelPrefix, preserve, origin, lease, hedge, dollarsPerHour);
    }

    public Purpose purpose() {
        return switch (command) {
            case "up" -> Purpose.UP;
            case GUARD -> Purpose.GUARD;
            default -> Purpose.TEST;
        };
    }
}
