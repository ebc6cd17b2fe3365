package io.vastctl.evaluation;

import io.vastctl.guard.Budget;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.simulator.market.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Keeps count of a guard's days from the market's truth, sample by sample. */
final class GuardScore {

    private final Plan plan;
    private final Function<String, Optional<String>> endpoints;
    private final Map<LocalDate, Double> days = new HashMap<>();
    private final Map<YearMonth, Double> months = new HashMap<>();
    private final Map<String, Instant> belowSince = new HashMap<>();
    private final Map<String, Integer> rules = new TreeMap<>();
    private double wanted;
    private double served;
    private Duration longestBelow = Duration.ZERO;
    private Optional<Instant> last = Optional.empty();
    private double lastDollars;
    private int ticks;
    private int differences;

    /** @param endpoints the endpoint of the plan that a label was rented for, if it was for one */
    GuardScore(Plan plan, Function<String, Optional<String>> endpoints) {
        this.plan = plan;
        this.endpoints = endpoints;
    }

    /** How it is now counts for the time since the last sample. */
    void sample(Truth truth) {
        Instant now = truth.clock();
        double hours = last.map(at -> Duration.between(at, now).toMillis() / 3_600_000.0)
                .orElse(0.0);
        last = Optional.of(now);
        Map<String, Integer> serving = serving(truth);
        for (PlannedEndpoint endpoint : plan.endpoints()) {
            if (endpoint.count() == 0 || !endpoint.hours().open(now)) {
                belowSince.remove(endpoint.name());
                continue;
            }
            int there = Math.min(endpoint.count(), serving.getOrDefault(endpoint.name(), 0));
            wanted += endpoint.count() * hours;
            served += there * hours;
            below(endpoint, there, now);
        }
        spent(truth.dollarsSpent(), now);
    }

    private void below(PlannedEndpoint endpoint, int there, Instant now) {
        if (there >= endpoint.count()) {
            belowSince.remove(endpoint.name());
            return;
        }
        Instant since = belowSince.computeIfAbsent(endpoint.name(), name -> now);
        Duration span = Duration.between(since, now);
        if (span.compareTo(longestBelow) > 0) longestBelow = span;
    }

    private Map<String, Integer> serving(Truth truth) {
        Set<Long> answering = new HashSet<>();
        for (Truth.Billed contract : truth.contracts())
            if (contract.answersSince()
                            .filter(since -> !since.isAfter(truth.clock()))
                            .isPresent()
                    && contract.failedAt().isEmpty()) answering.add(contract.id());
        Map<String, Integer> serving = new HashMap<>();
        for (Truth.Living living : truth.alive())
            if (living.state().equals("running") && answering.contains(living.id()))
                endpoints.apply(living.label()).ifPresent(name -> serving.merge(name, 1, Integer::sum));
        return serving;
    }

    private void spent(double dollars, Instant now) {
        double more = dollars - lastDollars;
        lastDollars = dollars;
        LocalDate day = now.atZone(plan.budget().zone()).toLocalDate();
        days.merge(day, more, Double::sum);
        months.merge(YearMonth.from(day), more, Double::sum);
    }

    void tick(Map<String, Integer> decided, boolean differs) {
        ticks++;
        decided.forEach((rule, number) -> rules.merge(rule, number, Integer::sum));
        if (differs) differences++;
    }

    GuardFigures figures(Truth truth, int kills) {
        Budget budget = plan.budget();
        double over = days.values().stream()
                        .mapToDouble(dollars -> Math.max(0, dollars - budget.perDay()))
                        .sum()
                + months.values().stream()
                        .mapToDouble(dollars -> Math.max(0, dollars - budget.perMonth()))
                        .sum();
        return new GuardFigures(
                wanted > 0 ? served / wanted : 1,
                longestBelow,
                truth.dollarsSpent(),
                over,
                truth.alive().size(),
                ticks,
                rules,
                differences,
                kills,
                truth.created(),
                truth.doubleRentals());
    }
}
