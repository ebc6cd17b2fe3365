package io.vastctl.simulator.market;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One entry of a scenario's time line.
 *
 * @param at counted from the market's start
 * @param length how long it lasts; empty for good
 * @param machineId whom it is about; empty for everybody
 */
record Ordered(Duration at, Optional<Duration> length, Optional<Long> machineId, What what) {

    /** What is ordered. */
    public sealed interface What {
        /** That fault strikes. */
        record FaultOn(Fault fault) implements What {}

        /** The account has that credit, in USD. */
        record Credit(double dollars) implements What {}

        /** Hosts announce that many times the price. */
        record Price(double factor) implements What {}

        /** Somebody else bids, in USD per hour; without a price, nobody can bid more. */
        record Rival(OptionalDouble dollarsPerHour) implements What {}

        /** Machines take bids from that many times their floor on. */
        record Bids(double factor) implements What {}

        /** Hosts are offline. */
        record Offline() implements What {}
    }

    boolean covers(Duration sinceStart) {
        return sinceStart.compareTo(at) >= 0
                && length.filter(whole -> sinceStart.compareTo(at.plus(whole)) >= 0)
                        .isEmpty();
    }

    boolean concerns(long machine) {
        return machineId.filter(id -> id != machine).isEmpty();
    }
}
