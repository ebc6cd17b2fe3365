package io.vastctl.evaluation;

import io.vastctl.guard.Action;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Rule;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.simulator.market.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Keeps count of a guard's days from the market's truth, sample by sample. */
final class GuardScore {

    /** What keeps the guard from renting, by its rules; backoff is part of the bound. */
    private static final Set<Rule> HINDRANCES =
            EnumSet.of(Rule.BLIND, Rule.STORM, Rule.UNKNOWN_MONEY, Rule.NO_MONEY, Rule.CLOCK_JUMP);

    private final Plan plan;
    private final Function<String, Optional<String>> endpoints;
    private final Map<LocalDate, Double> days = new HashMap<>();
    private final Map<YearMonth, Double> months = new HashMap<>();
    private final GuardGaps gaps;
    private final GuardTenancy tenancy;
    private final Map<String, Integer> rules = new TreeMap<>();
    private double wanted;
    private double served;
    private double dearest;
    private Optional<Instant> last = Optional.empty();
    private double lastDollars;
    private int ticks;
    private int differences;

    /** @param endpoints the endpoint of the plan that a label was rented for, if it was for one */
    GuardScore(Plan plan, GuardBound bound, GuardTenancy tenancy, Function<String, Optional<String>> endpoints) {
        this.plan = plan;
        this.tenancy = tenancy;
        gaps = new GuardGaps(bound);
        this.endpoints = endpoints;
    }

    /** How it is now counts for the time since the last sample. */
    void sample(Truth truth) {
        Instant now = truth.clock();
        Duration sinceLast = last.map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
        double hours = sinceLast.toMillis() / 3_600_000.0;
        last = Optional.of(now);
        Map<String, Integer> serving = serving(truth);
        for (PlannedEndpoint endpoint : plan.endpoints()) {
            if (endpoint.count() == 0 || !endpoint.hours().open(now)) {
                gaps.unwanted(endpoint);
                continue;
            }
            int there = Math.min(endpoint.count(), serving.getOrDefault(endpoint.name(), 0));
            wanted += endpoint.count() * hours;
            served += there * hours;
            gaps.sample(endpoint, there, sinceLast, now);
        }
        spent(truth.dollarsSpent(), now);
        dearest = Math.max(
                dearest,
                truth.alive().stream().mapToDouble(Truth.Living::dollarsPerHour).sum());
        tenancy.sample(truth);
    }

    private Map<String, Integer> serving(Truth truth) {
        Map<String, Integer> serving = new HashMap<>();
        for (Truth.Living living : truth.alive())
            if (living.answers())
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

    /** The guard is dead from now until its next look. */
    void died(Instant now) {
        gaps.died();
        tenancy.died(now);
    }

    /**
     * One look of the guard.
     *
     * @param differs whether it gives other decisions in the replay
     */
    void tick(Keeper.Tick tick, boolean differs) {
        ticks++;
        tenancy.looked();
        tick.decisions().forEach(decision -> rules.merge(decision.rule().name(), 1, Integer::sum));
        if (differs) differences++;
        gaps.looked(waiting(tick.decisions()), tick.seen().mishaps());
    }

    /** Endpoints for which it told that nothing can be rented now. */
    private Set<String> waiting(List<Decision> decisions) {
        Set<String> waiting = new HashSet<>();
        for (Decision decision : decisions) {
            if (!(decision.action() instanceof Action.Tell) || !HINDRANCES.contains(decision.rule())) continue;
            Optional<PlannedEndpoint> one = plan.endpoint(((Action.Tell) decision.action()).subject());
            if (one.isPresent()) waiting.add(one.get().name());
            else plan.endpoints().forEach(endpoint -> waiting.add(endpoint.name()));
        }
        return waiting;
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
                gaps.longest(),
                gaps.longestOwn(),
                gaps.late(),
                tenancy.longestUnguarded(),
                tenancy.longestUnknown(),
                Math.max(0, dearest - budget.perHour()),
                truth.dollarsSpent(),
                over,
                truth.alive().size(),
                ticks,
                rules,
                differences,
                kills,
                truth.created(),
                tenancy.twice());
    }
}
