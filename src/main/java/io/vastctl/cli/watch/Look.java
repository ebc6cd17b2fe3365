package io.vastctl.cli.watch;

import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rule;
import io.vastctl.guard.Sight;
import io.vastctl.guard.loop.GuardJson;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.guard.loop.Vitals;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.memory.guard.GuardTick;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One look of the guard, as it was decided by.
 *
 * @param plan with the endpoints empty that the operator wants empty
 * @param decisions what it decided then, what is only told included
 */
public record Look(Plan plan, Observation seen, Vitals vitals, List<GuardDecisionRow> decisions) {

    static final String TELL = "Tell";

    public Look {
        decisions = List.copyOf(decisions);
    }

    /** One that this process has just taken. */
    public static Look of(Keeper.Tick tick) {
        return new Look(tick.plan(), tick.seen(), tick.vitals(), tick.rows());
    }

    /**
     * A stored one.
     *
     * @throws IllegalArgumentException one line, if another version wrote it in another form
     */
    public static Look of(GuardTick tick) {
        return new Look(
                GuardJson.plan(tick.planJson()),
                GuardJson.observation(tick.observationJson()),
                GuardJson.vitals(tick.vitalsJson()),
                tick.decisions());
    }

    public Instant at() {
        return seen.at();
    }

    /** Since when, and why, the marketplace tells nothing; empty if it does. */
    public Optional<Sight.Blind> blind() {
        return seen.api() instanceof Sight.Blind blind ? Optional.of(blind) : Optional.empty();
    }

    /** What the operator is told as long as it holds. */
    List<GuardDecisionRow> matters() {
        return decisions.stream().filter(row -> row.action().equals(TELL)).toList();
    }

    /** What is told by that rule; empty if it has nothing to say. */
    Optional<String> matter(Rule rule) {
        return matters().stream()
                .filter(row -> row.rule().equals(rule.name()))
                .map(GuardDecisionRow::reason)
                .findFirst();
    }

    /** USD per hour of all rentals whose price is known. */
    double dollarsPerHour() {
        return seen.rentals().stream()
                .mapToDouble(rental -> rental.dollarsPerHour())
                .filter(Look::isPrice)
                .sum();
    }

    static boolean isPrice(double dollars) {
        return dollars >= 0 && dollars < Double.POSITIVE_INFINITY;
    }
}
