package io.vastctl.guard;

import io.vastctl.offer.RentalType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A plan with one endpoint, "chat", and what the guard sees; each method makes one thing different. */
final class Scene {

    static final Budget BUDGET = new Budget(1.00, 20, 400, 5, Budget.LOW_CREDIT, ZoneOffset.UTC);

    private final List<PlannedEndpoint> endpoints = new ArrayList<>();
    private final List<Rental> rentals = new ArrayList<>();
    private final List<Venture> ventures = new ArrayList<>();
    private final List<Mishap> mishaps = new ArrayList<>();
    private Budget budget = BUDGET;
    private Sight api = new Sight.Sees();
    private Purse purse = new Purse(OptionalDouble.of(100), OptionalDouble.empty(), 1, 1);
    private Optional<Duration> jump = Optional.empty();

    static Scene scene() {
        return new Scene();
    }

    static PlannedEndpoint chat(int count) {
        return endpoint("chat", count, Hours.ALWAYS);
    }

    static PlannedEndpoint endpoint(String name, int count, Hours hours) {
        return new PlannedEndpoint(
                name, "tinyllama", "balanced", count, hours, RentalType.ON_DEMAND, OptionalDouble.of(0.50));
    }

    /** Open from 8 to 18 UTC every day. */
    static Hours from(int hour, int until) {
        return new Hours(
                ZoneOffset.UTC,
                List.of(new Hours.Window(
                        EnumSet.allOf(DayOfWeek.class), LocalTime.of(hour, 0), LocalTime.of(until, 0))));
    }

    Scene plan(PlannedEndpoint... planned) {
        endpoints.addAll(List.of(planned));
        return this;
    }

    Scene with(RentalBuilder... some) {
        for (RentalBuilder one : some) rentals.add(one.build());
        return this;
    }

    Scene venture(String endpoint, double ceiling) {
        ventures.add(new Venture(endpoint, RentalBuilder.ago(5), ceiling, OptionalLong.empty()));
        return this;
    }

    Scene ventureSince(String endpoint, int secondsAgo) {
        ventures.add(new Venture(endpoint, RentalBuilder.NOW.minusSeconds(secondsAgo), 0.50, OptionalLong.empty()));
        return this;
    }

    Scene venture(String endpoint, String runId, boolean ending) {
        ventures.add(
                new Venture(endpoint, RentalBuilder.ago(5), 0.50, OptionalLong.empty(), Optional.of(runId), ending));
        return this;
    }

    Scene ventureFor(long instanceId) {
        ventures.add(new Venture("chat", RentalBuilder.ago(5), 0.50, OptionalLong.of(instanceId)));
        return this;
    }

    Scene mishap(Mishap.Kind kind, int minutesAgo) {
        mishaps.add(new Mishap(RentalBuilder.ago(minutesAgo), "chat", kind));
        return this;
    }

    Scene mishapOf(String endpoint, Mishap.Kind kind, int minutesAgo) {
        mishaps.add(new Mishap(RentalBuilder.ago(minutesAgo), endpoint, kind));
        return this;
    }

    Scene budget(Budget other) {
        budget = other;
        return this;
    }

    Scene purse(Purse other) {
        purse = other;
        return this;
    }

    Scene spent(double day, double month) {
        return purse(new Purse(OptionalDouble.of(100), OptionalDouble.empty(), day, month));
    }

    Scene balance(double dollars) {
        return purse(new Purse(OptionalDouble.of(dollars), OptionalDouble.empty(), 1, 1));
    }

    Scene blind(int minutes) {
        api = new Sight.Blind(RentalBuilder.ago(minutes), "HTTP 503");
        return this;
    }

    Scene jumped(Duration by) {
        jump = Optional.of(by);
        return this;
    }

    Plan plan() {
        return Plan.of(endpoints.isEmpty() ? List.of(chat(1)) : endpoints, budget);
    }

    Observation observation() {
        return new Observation(RentalBuilder.NOW, api, purse, rentals, ventures, mishaps, jump);
    }

    List<Decision> decisions() {
        return Guard.decide(observation(), plan(), RentalBuilder.NOW);
    }

    /** What is done, without what is told. */
    List<Action> actions() {
        return decisions().stream()
                .map(Decision::action)
                .filter(action -> !(action instanceof Action.Tell))
                .toList();
    }

    /** The decisions by one rule. */
    List<Decision> by(Rule rule) {
        return decisions().stream().filter(decision -> decision.rule() == rule).toList();
    }

    List<Action> actionsBy(Rule rule) {
        return by(rule).stream().map(Decision::action).toList();
    }

    List<String> reasonsBy(Rule rule) {
        return by(rule).stream().map(Decision::reason).toList();
    }
}
