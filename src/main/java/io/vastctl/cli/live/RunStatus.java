package io.vastctl.cli.live;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run is doing at one moment.
 *
 * @param elapsed since its start
 * @param rentals those that are not over, by number
 * @param spentDollars USD so far, as reckoned at the last look
 * @param dollarsPerHour USD per hour that are being paid now
 * @param maxDollars USD that the run may cost
 * @param ready when the endpoint is expected; empty if nothing is rented, or nobody can tell
 * @param next what comes after what is going on; may be empty
 */
public record RunStatus(
        Duration elapsed,
        List<Rental> rentals,
        double spentDollars,
        double dollarsPerHour,
        double maxDollars,
        Optional<Expected> ready,
        String next) {

    public RunStatus {
        rentals = List.copyOf(rentals);
    }

    /**
     * One rental.
     *
     * @param doing such as {@code pulling the image}
     * @param since how long it has been doing that
     * @param progress 0 to 1 within it, where it is known
     * @param detail what was seen last, one line; may be empty
     */
    public record Rental(
            int number,
            long machineId,
            String gpu,
            double dollarsPerHour,
            String doing,
            Duration since,
            OptionalDouble progress,
            String detail) {}

    /**
     * When it will be ready.
     *
     * @param remaining from now; zero if it should have been ready by now
     * @param at the time of day
     * @param starts of the same workload that this is known from; 0 if it is the estimate of the ranking
     */
    public record Expected(Duration remaining, LocalTime at, int starts) {
        public boolean late() {
            return remaining.isZero();
        }
    }
}
