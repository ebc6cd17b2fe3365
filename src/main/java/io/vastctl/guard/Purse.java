package io.vastctl.guard;

import java.util.OptionalDouble;

/**
 * The money, as our own books have it; the balance as the account told it.
 *
 * @param balance USD of credit. While the API is blind: as last told, less what was spent since. Empty is unknown
 * @param accountPerHour USD per hour of everything the account runs, ours included; empty is unknown
 * @param spentDay USD of this plan's rentals since midnight in the budget's zone; not a number is unknown
 * @param spentMonth USD likewise since the first of the month
 * @param doubted whether the balance was read once only and sank by more than can have been spent ({@link Credit}): nothing
 *     more is committed by it, and nothing given back for it
 */
public record Purse(OptionalDouble balance, OptionalDouble accountPerHour, double spentDay, double spentMonth, boolean doubted) {

    /** With a balance that is believed. */
    public Purse(OptionalDouble balance, OptionalDouble accountPerHour, double spentDay, double spentMonth) {
        this(balance, accountPerHour, spentDay, spentMonth, false);
    }

    /** Without the balance where it is doubted: what rentals may be given back for. */
    Purse certain() {
        return doubted ? new Purse(OptionalDouble.empty(), accountPerHour, spentDay, spentMonth) : this;
    }
}
