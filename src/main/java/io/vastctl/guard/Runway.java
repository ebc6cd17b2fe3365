package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long the money lasts at a rate: until the day's or the month's budget is used up or the credit sinks to its floor,
 * whichever comes first. A day and a month begin anew with a full budget.
 *
 * @param end when the first of them breaks; far in the future if none does
 * @param rule which
 */
record Runway(Instant end, Rule rule) {

    private static final Runway ENDLESS = new Runway(Moments.onCalendar(Instant.MAX), Rule.DAY_BUDGET);

    /**
     * How long it lasts.
     *
     * @param perHour USD per hour of this plan
     * @return empty if what was spent is unknown
     */
    static Optional<Runway> of(Purse purse, Budget budget, double perHour, double ownPerHour, Instant now) {
        if (!known(purse.spentDay()) || !known(purse.spentMonth())) return Optional.empty();
        ZonedDateTime wall = Moments.onCalendar(now).atZone(budget.zone());
        LocalDate day = wall.toLocalDate();
        LocalDate month = day.withDayOfMonth(1);
        Runway daily = new Runway(
                end(now, perHour, purse.spentDay(), budget.perDay(), day.plusDays(1), day.plusDays(2), budget),
                Rule.DAY_BUDGET);
        Runway monthly = new Runway(
                end(
                        now,
                        perHour,
                        purse.spentMonth(),
                        budget.perMonth(),
                        month.plusMonths(1),
                        month.plusMonths(2),
                        budget),
                Rule.MONTH_BUDGET);
        return Optional.of(Stream.of(daily, monthly, credit(purse, budget, perHour, ownPerHour, now))
                .min(Comparator.comparing(Runway::end))
                .orElse(ENDLESS));
    }

    /**
     * How long the credit lasts above its floor.
     *
     * @param ownPerHour USD per hour of this plan's rentals now: what the account runs besides is not ours
     */
    static Runway credit(Purse purse, Budget budget, double perHour, double ownPerHour, Instant now) {
        if (purse.balance().isEmpty() || Double.isNaN(purse.balance().getAsDouble())) return ENDLESS;
        double others = Math.max(0, purse.accountPerHour().orElse(0) - ownPerHour);
        double above = purse.balance().getAsDouble() - budget.balanceFloor();
        double burn = perHour + (Double.isNaN(others) ? 0 : others);
        return new Runway(above > 0 ? Moments.afterHours(now, above / burn) : now, Rule.BALANCE_FLOOR);
    }

    private static boolean known(double spent) {
        return !Double.isNaN(spent) && !Double.isInfinite(spent);
    }

    private static Instant end(
            Instant now,
            double perHour,
            double spent,
            double budget,
            LocalDate next,
            LocalDate afterNext,
            Budget money) {
        if (!(perHour > 0)) return ENDLESS.end();
        Instant turn = next.atStartOfDay(money.zone()).toInstant();
        Instant spentUp = Moments.afterHours(now, (budget - Math.max(0, spent)) / perHour);
        if (spentUp.isBefore(turn)) return spentUp;
        Instant second = Moments.afterHours(turn, budget / perHour);
        return second.isBefore(afterNext.atStartOfDay(money.zone()).toInstant()) ? second : ENDLESS.end();
    }

    boolean lasts(Duration span, Instant now) {
        return Moments.between(now, end).compareTo(span) >= 0;
    }

    String describe(Instant now) {
        String what = switch (rule) {
            case MONTH_BUDGET -> "the budget of the month";
            case BALANCE_FLOOR -> "the credit above its floor";
            default -> "the budget of the day";
        };
        return what + " lasts for " + Phrases.span(Moments.between(now, end));
    }
}
