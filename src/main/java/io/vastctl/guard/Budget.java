package io.vastctl.guard;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What all rentals of the plan may cost together. There is no plan without one.
 *
 * @param perHour USD per hour: the sum of the hourly prices never exceeds it
 * @param perDay USD from midnight to midnight in the zone
 * @param perMonth USD from the first to the last of the month in the zone
 * @param balanceFloor USD of credit that stay on the account
 * @param lowCreditFor when the credit above the floor lasts for less than that, nothing is rented twice for a smooth change
 * @param zone whose days and months are meant
 */
public record Budget(
        double perHour, double perDay, double perMonth, double balanceFloor, Duration lowCreditFor, ZoneId zone) {

    public static final Duration LOW_CREDIT = Duration.ofHours(12);

    /** @throws IllegalArgumentException if an amount is none */
    public Budget {
        Bounds.between("the budget of an hour", perHour, 0.001, 100_000);
        Bounds.between("the budget of a day", perDay, 0.001, 1_000_000);
        Bounds.between("the budget of a month", perMonth, 0.001, 10_000_000);
        Bounds.between("the balance floor", balanceFloor, 0, 1_000_000);
        Bounds.between("the hours of low credit", lowCreditFor, Duration.ZERO, Duration.ofDays(60));
    }
}
