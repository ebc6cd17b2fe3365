package io.vastctl.guard;

import io.vastctl.guard.HeatLimits.Band;
import io.vastctl.guard.PlanReview.Concern;
import io.vastctl.guard.PlanReview.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Looks for what can hardly be meant in a plan that can be carried out. */
final class Concerns {

    private final Plan plan;
    private final PlanReview review;
    private final List<Concern> found = new ArrayList<>();

    private Concerns(Plan plan, PlanReview review) {
        this.plan = plan;
        this.review = review;
    }

    static List<Concern> of(Plan plan, PlanReview review) {
        Concerns concerns = new Concerns(plan, review);
        concerns.endpoints();
        concerns.money();
        concerns.cards();
        return concerns.found;
    }

    private void endpoints() {
        if (plan.endpoints().isEmpty())
            add("endpoints", "nothing is to be kept alive: everything that was rented for this plan is given back");
        for (int place = 0; place < review.endpoints().size(); place++) {
            Share share = review.endpoints().get(place);
            PlannedEndpoint endpoint = share.endpoint();
            String field = "endpoints[" + place + "]";
            if (endpoint.count() == 0)
                add(field + ".count", endpoint.name() + " is wanted 0 times: it is never rented");
            if (!(share.hoursPerWeek() > 0))
                add(field + ".hours", endpoint.name() + " never opens: it is never rented");
            OptionalDouble own = endpoint.maxDollarsPerHour();
            if (own.isPresent() && own.getAsDouble() > plan.budget().perHour())
                add(
                        field + ".max-dollars-per-hour",
                        Phrases.perHour(own.getAsDouble()) + " is above the budget of an hour, which holds instead: "
                                + Phrases.perHour(plan.budget().perHour()));
            if (endpoint.isInterruptible() && plan.bids().floor() > share.ceiling())
                add(
                        "bids.floor",
                        "the lowest bid, " + Phrases.perHour(plan.bids().floor()) + ", is above the limit of "
                                + endpoint.name() + ", " + Phrases.perHour(share.ceiling()) + ": it bids nothing");
        }
    }

    private void money() {
        Budget budget = plan.budget();
        double most = review.mostPerHour();
        double leastShare =
                review.endpoints().stream().mapToDouble(Share::ceiling).min().orElse(0);
        if (most > budget.perHour() + Funds.DUST) add("budget.per-hour", tooLittle(most, budget.perHour(), "an hour"));
        else if (most > 0 && most + leastShare * plan.replacement().leastCeilingShare() > budget.perHour() + Funds.DUST)
            add(
                    "budget.per-hour",
                    "there is no room for a second rental while one is replaced: at their limits the planned ones take "
                            + Phrases.perHour(most) + " of " + Phrases.perHour(budget.perHour())
                            + ", so an old one that serves nobody goes before the new one comes");
        if (review.mostPerDay() > budget.perDay() + Funds.DUST)
            add("budget.per-day", tooLittle(review.mostPerDay(), budget.perDay(), "a day"));
        if (review.perMonth() > budget.perMonth() + Funds.DUST)
            add("budget.per-month", tooLittle(review.perMonth(), budget.perMonth(), "a month of 31 days"));
        for (Share share : review.endpoints()) lease(share);
    }

    /** A rent is made only if the money lasts for a lease and the time to react. */
    private void lease(Share share) {
        double needed = share.ceiling() * Moments.hours(Funds.least(plan));
        double least = Math.min(plan.budget().perDay(), plan.budget().perMonth());
        if (needed <= least) return;
        String field = plan.budget().perDay() <= plan.budget().perMonth() ? "budget.per-day" : "budget.per-month";
        add(
                field,
                share.endpoint().name() + " at its limit needs " + Phrases.dollars(needed) + " for "
                        + Phrases.span(Funds.least(plan)) + ", a lease and the time to react; of "
                        + Phrases.dollars(least) + " it is rented only if a cheaper offer is there");
    }

    private static String tooLittle(double wanted, double budget, String span) {
        return "the planned rentals at their limits cost " + Phrases.dollars(wanted) + " in " + span
                + ", the budget is " + Phrases.dollars(budget)
                + ": the last endpoints of the plan go without when it is used up";
    }

    private void cards() {
        for (Map.Entry<String, HeatLimits> own : plan.thermal().own().entrySet()) {
            HeatLimits table = HeatTable.limits(own.getKey());
            String field = "thermal.cards." + own.getKey();
            band(field + ".core", "chip", own.getValue().core(), table.core());
            band(field + ".memory", "memory", own.getValue().memory(), table.memory());
            Band margin = own.getValue().margin();
            if (margin.hot() < table.margin().hot())
                add(
                        field + ".margin",
                        "hot at a margin of " + Phrases.celsius(margin.hot())
                                + " is beyond the card's own slowdown at about "
                                + Phrases.celsius(table.margin().hot()));
            if (margin.critical() < table.margin().critical())
                add(
                        field + ".margin",
                        "critical at a margin of " + Phrases.celsius(margin.critical())
                                + " is beyond where the card is about to shut itself off, "
                                + Phrases.celsius(table.margin().critical()));
        }
    }

    private void band(String field, String what, Band own, Band table) {
        if (own.hot() > table.hot())
            add(
                    field,
                    "hot at " + Phrases.celsius(own.hot()) + " is above the slowdown of the " + what + ", "
                            + Phrases.celsius(table.hot()));
        if (own.critical() > table.critical())
            add(
                    field,
                    "critical at " + Phrases.celsius(own.critical())
                            + " is above where the card is about to shut itself off, "
                            + Phrases.celsius(table.critical()));
    }

    private void add(String field, String text) {
        found.add(new Concern(field, text));
    }
}
