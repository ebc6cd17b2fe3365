package io.vastctl.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the guard is to keep alive, and within which bounds. Explicit and static: nothing changes it but the operator.
 *
 * @param endpoints the most important first: where money runs short, the last one goes first
 */
public record Plan(
        List<PlannedEndpoint> endpoints,
        Budget budget,
        ThermalRules thermal,
        HealthRules health,
        HealingRules healing,
        ReplacementRules replacement,
        BidRules bids,
        AbsenceRules absence) {

    /** @throws IllegalArgumentException if two endpoints have the same name */
    public Plan {
        endpoints = List.copyOf(endpoints);
        Set<String> names = new HashSet<>();
        for (PlannedEndpoint endpoint : endpoints)
            if (!names.add(endpoint.name()))
                throw new IllegalArgumentException("two endpoints are named " + endpoint.name());
    }

    /** With the standard rules, for whom endpoints and money are enough to say. */
    public static Plan of(List<PlannedEndpoint> endpoints, Budget budget) {
        return new Plan(
                endpoints,
                budget,
                ThermalRules.STANDARD,
                HealthRules.STANDARD,
                HealingRules.STANDARD,
                ReplacementRules.STANDARD,
                BidRules.STANDARD,
                AbsenceRules.STANDARD);
    }

    public Optional<PlannedEndpoint> endpoint(String name) {
        return endpoints.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** How important, 0 for the first; what is not in the plan comes after all that is. */
    int place(String name) {
        for (int place = 0; place < endpoints.size(); place++)
            if (endpoints.get(place).name().equals(name)) return place;
        return endpoints.size();
    }

    /** What one rental of the endpoint may cost: its own limit, else an equal share of what an hour may cost. */
    double ceiling(PlannedEndpoint endpoint) {
        int all = endpoints.stream().mapToInt(PlannedEndpoint::count).sum();
        return Math.min(endpoint.maxDollarsPerHour().orElse(budget.perHour() / Math.max(1, all)), budget.perHour());
    }
}
