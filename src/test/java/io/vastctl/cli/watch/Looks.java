package io.vastctl.cli.watch;

import io.vastctl.guard.Budget;
import io.vastctl.guard.Duty;
import io.vastctl.guard.GpuReading;
import io.vastctl.guard.Hardware;
import io.vastctl.guard.Health;
import io.vastctl.guard.Heat;
import io.vastctl.guard.HeatLevel;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Life;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Sight;
import io.vastctl.guard.loop.Vitals;
import io.vastctl.memory.guard.GuardDecisionRow;
import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Looks of a guard that keeps two rentals of "chat", each method with one thing different. */
public final class Looks {

    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final List<Rental> rentals = new ArrayList<>();
    private final List<GuardDecisionRow> decisions = new ArrayList<>();
    private Instant at = NOW;
    private Sight api = new Sight.Sees();
    private Purse purse = new Purse(OptionalDouble.of(50), OptionalDouble.empty(), 3.5, 40);
    private String gpu = "NVIDIA GeForce RTX 4090";

    static Looks looks() {
        return new Looks();
    }

    Looks at(Instant moment) {
        at = moment;
        return this;
    }

    Looks rental(long instanceId, double celsius, int misses) {
        rentals.add(new Rental(
                instanceId,
                "vastctl-" + instanceId,
                "chat",
                OptionalLong.of(77),
                NOW.minus(Duration.ofHours(3)),
                0.40,
                Life.RUNNING,
                NOW.minus(Duration.ofHours(3)),
                new Duty.Serving(),
                heat(celsius),
                Hardware.UNKNOWN,
                new Health(
                        misses,
                        Optional.empty(),
                        Optional.of(NOW),
                        misses > 0 ? "refused with Bearer planted-secret-0123456789" : "",
                        50,
                        80,
                        79,
                        0),
                Map.of(),
                Optional.of(NOW.plus(Duration.ofMinutes(55))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        return this;
    }

    private static Heat heat(double celsius) {
        HeatLevel level = celsius >= 89 ? HeatLevel.HOT : HeatLevel.COOL;
        return new Heat(
                level,
                level,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.of(93 - celsius),
                OptionalDouble.of(celsius),
                0,
                Optional.of(NOW),
                false);
    }

    Looks blind(String why) {
        api = new Sight.Blind(NOW.minus(Duration.ofMinutes(3)), why);
        return this;
    }

    Looks gpu(String name) {
        gpu = name;
        return this;
    }

    Looks purse(Purse other) {
        purse = other;
        return this;
    }

    Looks decided(String rule, String action, String subject, String reason) {
        decisions.add(new GuardDecisionRow(at, rule, action, subject, "chat", reason, "{}"));
        return this;
    }

    Look look() {
        PlannedEndpoint chat = new PlannedEndpoint(
                "chat", "tinyllama", "balanced", 2, Hours.ALWAYS, RentalType.ON_DEMAND, OptionalDouble.of(0.50));
        Plan plan = Plan.of(List.of(chat), new Budget(1, 20, 400, 5, Budget.LOW_CREDIT, ZoneOffset.UTC));
        Observation seen = new Observation(at, api, purse, rentals, List.of(), List.of(), Optional.empty());
        return new Look(plan, seen, vitals(), decisions);
    }

    private Vitals vitals() {
        return new Vitals(rentals.stream()
                .map(rental -> new Vitals.Machine(
                        rental.instanceId(),
                        List.of(card(rental.heat().celsius())),
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(240))))
                .toList());
    }

    private GpuReading card(OptionalDouble celsius) {
        return new GpuReading(
                gpu,
                celsius,
                OptionalDouble.of(84),
                OptionalDouble.empty(),
                OptionalDouble.of(310),
                Set.of(),
                OptionalLong.empty(),
                false,
                OptionalDouble.of(97),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    Picture picture() {
        return Picture.before("/etc/vastctl/guard.yaml", false)
                .keptBy(Optional.of("process 4711"))
                .with(look());
    }
}
