package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;

import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/** Plans and observations by chance: sensible ones, and with {@code absurd} ones that no market could show. */
final class AnyScene {

    private static final List<String> NAMES = List.of("chat", "batch", "night", "gone");

    private final Random random;
    private final boolean absurd;

    AnyScene(Random random, boolean absurd) {
        this.random = random;
        this.absurd = absurd;
    }

    Plan plan() {
        List<PlannedEndpoint> endpoints = new ArrayList<>();
        for (String name : NAMES.subList(0, random.nextInt(NAMES.size())))
            endpoints.add(new PlannedEndpoint(
                    name,
                    "tinyllama",
                    "strict",
                    random.nextInt(4),
                    random.nextInt(3) > 0 ? Hours.ALWAYS : Scene.from(random.nextInt(12), 12 + random.nextInt(12)),
                    random.nextBoolean() ? RentalType.ON_DEMAND : RentalType.INTERRUPTIBLE,
                    random.nextBoolean() ? OptionalDouble.of(0.1 + random.nextDouble()) : OptionalDouble.empty()));
        Budget budget = new Budget(
                0.2 + random.nextDouble() * 3,
                1 + random.nextDouble() * 30,
                10 + random.nextDouble() * 500,
                random.nextDouble() * 20,
                Duration.ofHours(random.nextInt(24)),
                ZoneId.of(random.nextBoolean() ? "UTC" : "Europe/Berlin"));
        return Plan.of(endpoints, budget);
    }

    Observation observation() {
        List<Rental> rentals = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) rentals.add(rental(absurd && random.nextInt(4) == 0 ? 1 : i + 1));
        List<Venture> ventures = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--)
            ventures.add(new Venture(
                    name(),
                    moment(),
                    amount(0.5),
                    random.nextBoolean() ? OptionalLong.of(random.nextInt(6)) : OptionalLong.empty(),
                    random.nextInt(4) == 0 ? Optional.empty() : Optional.of("run-" + i),
                    random.nextInt(4) == 0));
        List<Mishap> mishaps = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(4) == 0 ? 12 : 3); i > 0; i--)
            mishaps.add(new Mishap(moment(), name(), any(Mishap.Kind.values())));
        return new Observation(
                NOW,
                random.nextInt(4) == 0 ? new Sight.Blind(moment(), "timeout") : new Sight.Sees(),
                purse(),
                rentals,
                ventures,
                mishaps,
                random.nextInt(10) == 0
                        ? Optional.of(Duration.ofSeconds(random.nextInt(9999) - 5000))
                        : Optional.empty());
    }

    private Purse purse() {
        return new Purse(
                random.nextInt(8) == 0 ? OptionalDouble.empty() : OptionalDouble.of(amount(60)),
                random.nextBoolean() ? OptionalDouble.of(amount(3)) : OptionalDouble.empty(),
                amount(20),
                amount(300));
    }

    Rental rental(long id) {
        HeatLevel level = any(HeatLevel.values());
        RentalBuilder builder = rentalBuilder(id)
                .of(name())
                .price(amount(0.8))
                .life(any(Life.values()), random.nextInt(40))
                .heat(random.nextInt(3) == 0 ? RentalBuilder.heat(level) : RentalBuilder.heat(HeatLevel.COOL))
                .lease(moment());
        if (random.nextInt(3) == 0) builder.life(Life.RUNNING, 999);
        if (random.nextInt(3) == 0) builder.draining(any(Rule.values()), random.nextInt(30));
        if (random.nextInt(3) == 0) builder.failing(random.nextInt(9), random.nextInt(60));
        if (random.nextInt(6) == 0) builder.slow(random.nextInt(30));
        if (random.nextInt(6) == 0) builder.hardware(new Hardware(random.nextInt(4), "Xid 79", OptionalLong.empty()));
        for (Step step : Step.values())
            if (random.nextInt(3) == 0) builder.tried(step, random.nextInt(4) - (absurd ? 2 : 0), random.nextInt(600));
        if (random.nextInt(8) == 0) builder.missingSince(moment());
        if (random.nextInt(6) == 0) builder.contractEnd(moment());
        if (random.nextInt(6) == 0) builder.increase(amount(2));
        if (random.nextInt(3) == 0)
            builder.bidding(new Bidding(
                    amount(0.5),
                    amount(0.6),
                    amount(0.2),
                    random.nextBoolean() ? OptionalDouble.of(amount(100)) : OptionalDouble.empty(),
                    random.nextBoolean() ? Optional.of(moment()) : Optional.empty()));
        return builder.build();
    }

    private static RentalBuilder rentalBuilder(long id) {
        return RentalBuilder.rental(id);
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private Instant moment() {
        if (absurd && random.nextInt(4) == 0)
            return any(new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH, NOW.plusSeconds(1L << 40)});
        return NOW.plusSeconds(random.nextInt(2 * 7200) - 7200);
    }

    double amount(double most) {
        if (absurd && random.nextInt(4) == 0)
            return new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, 0, -0.0}
                    [random.nextInt(7)];
        return random.nextDouble() * most;
    }

    private <T> T any(T[] some) {
        return some[random.nextInt(some.length)];
    }
}
