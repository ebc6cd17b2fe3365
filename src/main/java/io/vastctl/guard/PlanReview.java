package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan means in numbers, before anything is rented: what all of it costs at its limits, and what in it can hardly
 * be meant.
 *
 * @param endpoints in the order of the plan
 * @param mostPerHour USD per hour when most of it is wanted at once, each rental at its limit
 * @param mostPerDay USD, the dearest day of the month, each rental at its limit
 * @param perMonth USD, the 31 days that come, each rental at its limit
 */
public record PlanReview(
        List<Share> endpoints, double mostPerHour, double mostPerDay, double perMonth, List<Concern> concerns) {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration MONTH = Duration.ofDays(31);
    /** Whole ones, so that no day of the week counts more than another. */
    private static final Duration WEEKS = Duration.ofDays(28);

    public PlanReview {
        endpoints = List.copyOf(endpoints);
        concerns = List.copyOf(concerns);
    }

    /**
     * What one endpoint may take.
     *
     * @param ceiling USD per hour for one rental
     * @param hoursPerWeek how long it is wanted, the mean of four weeks
     */
    public record Share(PlannedEndpoint endpoint, double ceiling, double hoursPerWeek) {}

    /**
     * What can hardly be meant, though it can be done.
     *
     * @param field of the plan file, {@code budget.per-hour} or {@code endpoints[0].hours}
     */
    public record Concern(String field, String text) {}

    /** Counts over the 31 days from then on. */
    public static PlanReview of(Plan plan, Instant now) {
        Instant start = Moments.onCalendar(now);
        long[] open = new long[plan.endpoints().size()];
        Map<LocalDate, Double> days = new HashMap<>();
        double most = 0;
        double month = 0;
        for (Instant at = start; at.isBefore(start.plus(MONTH)); at = at.plus(STEP)) {
            double rate = 0;
            for (int place = 0; place < open.length; place++) {
                PlannedEndpoint endpoint = plan.endpoints().get(place);
                if (!endpoint.hours().open(at)) continue;
                if (at.isBefore(start.plus(WEEKS))) open[place]++;
                rate += endpoint.count() * plan.ceiling(endpoint);
            }
            double dollars = rate * Moments.hours(STEP);
            most = Math.max(most, rate);
            month += dollars;
            days.merge(at.atZone(plan.budget().zone()).toLocalDate(), dollars, Double::sum);
        }
        double day =
                days.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        List<Share> shares = new ArrayList<>();
        for (int place = 0; place < open.length; place++) {
            PlannedEndpoint endpoint = plan.endpoints().get(place);
            double hours = open[place] * Moments.hours(STEP) * 7 / WEEKS.toDays();
            shares.add(new Share(endpoint, plan.ceiling(endpoint), hours));
        }
        PlanReview review = new PlanReview(shares, most, day, month, List.of());
        return new PlanReview(shares, most, day, month, Concerns.of(plan, review));
    }
}
