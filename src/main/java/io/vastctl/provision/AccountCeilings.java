package io.vastctl.provision;

import java.util.OptionalDouble;

/**
 * What the account may be charged, over all runs. Empty for no such ceiling.
 *
 * @param dayDollars USD for our rentals in one calendar day, UTC
 * @param monthDollars USD for our rentals in one calendar month, UTC
 * @param balanceFloorDollars USD of credit that must be left
 */
public record AccountCeilings(
        OptionalDouble dayDollars, OptionalDouble monthDollars, OptionalDouble balanceFloorDollars) {

    /** Nothing is set. */
    public static final AccountCeilings NONE =
            new AccountCeilings(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
