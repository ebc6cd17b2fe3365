package io.vastctl.provision;

import java.time.Duration;

/**
 * What a run may cost at most; fixed before anything is rented.
 *
 * @param maxSpendDollars USD for the whole run, traffic included
 * @param deadline from the start of the run; cleaning up may go on after it
 * @param maxAttempts rentals that came to be; vanished offers do not count
 * @param maxRentals living instances of ours in the account, this run's included
 * @param account what the account may be charged over all runs
 */
public record Ceilings(
        double maxSpendDollars, Duration deadline, int maxAttempts, int maxRentals, AccountCeilings account) {

    /** For the run alone. */
    public Ceilings(double maxSpendDollars, Duration deadline, int maxAttempts, int maxRentals) {
        this(maxSpendDollars, deadline, maxAttempts, maxRentals, AccountCeilings.NONE);
    }
}
