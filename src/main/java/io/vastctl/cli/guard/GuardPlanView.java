package io.vastctl.cli.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Durations;
import io.vastctl.config.GuardFile;
import io.vastctl.config.GuardSetup;
import io.vastctl.config.Problem;
import io.vastctl.guard.Budget;
import io.vastctl.guard.HealingRules;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlanReview;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.offer.RentalType;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan in plain words and as JSON. */
record GuardPlanView(GuardFile file) {

    private static final double WEEK = 7 * 24;

    ObjectNode json() {
        ObjectNode json = Json.document("guard-check")
                .put("file", file.name())
                .put("good", file.setup().isPresent());
        ArrayNode problems = json.putArray("problems");
        for (Problem problem : file.problems())
            problems.addObject()
                    .put("line", problem.line())
                    .put("error", problem.isError())
                    .put("message", problem.message());
        file.review().ifPresent(review -> addTo(json, review));
        file.setup().ifPresent(setup -> addTo(json, setup));
        return json;
    }

    private static void addTo(ObjectNode json, PlanReview review) {
        ArrayNode endpoints = json.putArray("endpoints");
        for (PlanReview.Share share : review.endpoints()) {
            PlannedEndpoint endpoint = share.endpoint();
            endpoints
                    .addObject()
                    .put("name", endpoint.name())
                    .put("workload", endpoint.workload())
                    .put("strictness", endpoint.strictness())
                    .put("count", endpoint.count())
                    .put("rental", rental(endpoint))
                    .put("maxDollarsPerHour", Words.rounded(share.ceiling(), 4))
                    .put("hoursPerWeek", Words.rounded(share.hoursPerWeek(), 1))
                    .put("hours", hours(endpoint.hours()));
        }
        json.putObject("atTheLimits")
                .put("mostPerHour", Words.rounded(review.mostPerHour(), 4))
                .put("mostPerDay", Words.rounded(review.mostPerDay(), 2))
                .put("perMonth", Words.rounded(review.perMonth(), 2));
    }

    private static void addTo(ObjectNode json, GuardSetup setup) {
        Budget budget = setup.plan().budget();
        json.putObject("budget")
                .put("perHour", budget.perHour())
                .put("perDay", budget.perDay())
                .put("perMonth", budget.perMonth())
                .put("balanceFloor", budget.balanceFloor())
                .put("zone", budget.zone().getId());
        json.put("everySeconds", setup.every().toSeconds())
                .put("leaseSeconds", setup.plan().absence().lease().toSeconds());
    }

    String text() {
        Stream<String> problems = file.problems().stream().map(Problem::toString);
        String end =
                file.name() + (file.setup().isPresent() ? " is good. It rents nothing by itself." : " has errors.");
        Stream<String> meaning = Stream.concat(
                file.review().stream().flatMap(GuardPlanView::rents),
                file.setup().stream().flatMap(setup -> bounds(setup, file.review())));
        return Stream.of(problems, Stream.of(end), meaning)
                .flatMap(lines -> lines)
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private static Stream<String> rents(PlanReview review) {
        return Stream.concat(
                Stream.of("", "Keeps alive, the most important first:"),
                review.endpoints().stream()
                        .map(share -> String.format(
                                Locale.ROOT,
                                "  %s: %d x %s, %s, %s, at most %s/h each; %s",
                                share.endpoint().name(),
                                share.endpoint().count(),
                                share.endpoint().workload(),
                                share.endpoint().strictness(),
                                rental(share.endpoint()),
                                Words.dollars(share.ceiling()),
                                open(share))));
    }

    private static String open(PlanReview.Share share) {
        String hours = hours(share.endpoint().hours());
        return share.hoursPerWeek() > WEEK - 0.01
                ? hours
                : String.format(Locale.ROOT, "%s, about %.0f h a week", hours, share.hoursPerWeek());
    }

    private static Stream<String> bounds(GuardSetup setup, Optional<PlanReview> review) {
        Plan plan = setup.plan();
        Budget budget = plan.budget();
        double most = review.map(PlanReview::mostPerHour).orElse(0.0);
        double day = review.map(PlanReview::mostPerDay).orElse(0.0);
        double month = review.map(PlanReview::perMonth).orElse(0.0);
        return Stream.of(
                "",
                "Costs at most, whatever happens (in brackets: all of the above, each at its limit):",
                "  " + Words.dollars(budget.perHour()) + " an hour (" + Words.dollars(most) + ")",
                "  " + Words.dollars(budget.perDay()) + " a day of " + budget.zone() + " (" + Words.dollars(day) + ")",
                "  " + Words.dollars(budget.perMonth()) + " a month (31 days: " + Words.dollars(month) + ")",
                "  and leaves " + Words.dollars(budget.balanceFloor()) + " of credit on the account.",
                "",
                "Goes about it:",
                "  looks every " + Durations.format(setup.every()) + "; what it rented ends by itself "
                        + Durations.format(plan.absence().lease()) + " after the guard is gone;",
                "  without an answer of the API it renews leases for "
                        + Durations.format(plan.absence().blindFor()) + " at most;",
                "  " + healing(plan) + ", and then rents another machine;",
                "  " + heat(plan),
                "",
                "Never rents what is not above, more of it than its number, or outside its hours; never spends above these"
                        + " budgets; accepts no price increase; destroys nothing while the API does not answer; touches"
                        + " no rental of others.");
    }

    private static String healing(Plan plan) {
        return "an endpoint that does not answer " + plan.health().misses() + " times in a row is restarted up to "
                + times(plan.healing().restart()) + ", rebooted up to "
                + times(plan.healing().reboot()) + ", made anew up to "
                + times(plan.healing().recycle());
    }

    private static String times(HealingRules.Effort effort) {
        return Words.count(effort.tries(), "time", "times");
    }

    private static String heat(Plan plan) {
        List<String> own = plan.thermal().own().keySet().stream().sorted().toList();
        return "a machine too hot for " + Durations.format(plan.thermal().hotFor())
                + " gives way to another, one at its critical temperature is given back at once; limits "
                + (own.isEmpty()
                        ? "are those of the built-in table."
                        : "of " + String.join(", ", own) + " are the plan's, others those of the built-in table.");
    }

    private static String rental(PlannedEndpoint endpoint) {
        return endpoint.rentalType() == RentalType.INTERRUPTIBLE ? "interruptible" : "on-demand";
    }

    private static String hours(Hours hours) {
        if (hours.equals(Hours.ALWAYS)) return "always";
        if (hours.windows().isEmpty()) return "never";
        return hours.windows().stream().map(GuardPlanView::window).collect(Collectors.joining(", ")) + " "
                + hours.zone();
    }

    private static String window(Hours.Window window) {
        String days = window.days().size() == 7
                ? "daily"
                : Stream.of(DayOfWeek.values())
                        .filter(window.days()::contains)
                        .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
        String until = window.until().equals(LocalTime.MIDNIGHT)
                ? "24:00"
                : window.until().toString();
        return days + " " + window.from() + "-" + until;
    }
}
