package io.vastctl.guard;

import java.util.OptionalDouble;

/**
 * The money, as our own books have it; the balance as the account told it.
 *
 * @param balance USD of credit. While the API is blind: as last told, less what was spent since. Empty is unknown. A balance that sank by
 *     more than can have been spent should be read twice before it is believed
 * @param accountPerHour USD per hour of everything the account runs, ours included; empty is unknown
 * @param spentDay USD of this plan's rentals since midnight in the budget's zone; not a number is unknown
 * @param spentMonth USD likewise since the first of the month
 */
public record Purse(OptionalDouble balance, OptionalDouble accountPerHour, double spentDay, double spentMonth) {}
