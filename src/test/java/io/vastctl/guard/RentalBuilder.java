package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A rental that serves "chat" for $0.40/h and has done so for a day; each method makes one thing different. */
final class RentalBuilder {

    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final long instanceId;
    private String endpoint = "chat";
    private double price = 0.40;
    private Life life = Life.RUNNING;
    private Instant lifeSince = NOW.minus(Duration.ofDays(1));
    private Duty duty = new Duty.Serving();
    private Heat heat = heat(HeatLevel.COOL);
    private Hardware hardware = Hardware.UNKNOWN;
    private Health health = new Health(0, Optional.empty(), Optional.of(NOW), "", 50, 80, 79, 0);
    private final Map<Step, Rental.Tries> tries = new EnumMap<>(Step.class);
    private Optional<Instant> leaseUntil = Optional.of(NOW.plus(Duration.ofMinutes(55)));
    private Optional<Instant> contractEnd = Optional.empty();
    private Optional<Rental.PriceIncrease> increase = Optional.empty();
    private Optional<Bidding> bidding = Optional.empty();
    private Optional<Instant> missingSince = Optional.empty();

    private RentalBuilder(long instanceId) {
        this.instanceId = instanceId;
    }

    static RentalBuilder rental(long instanceId) {
        return new RentalBuilder(instanceId);
    }

    static Heat heat(HeatLevel level) {
        return new Heat(
                level,
                level,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.of(20),
                OptionalDouble.of(70),
                0,
                Optional.of(NOW),
                false);
    }

    static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    static Instant in(int minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }

    RentalBuilder of(String name) {
        endpoint = name;
        return this;
    }

    RentalBuilder price(double dollarsPerHour) {
        price = dollarsPerHour;
        return this;
    }

    RentalBuilder life(Life word, int minutes) {
        life = word;
        lifeSince = ago(minutes);
        return this;
    }

    RentalBuilder draining(Rule rule, int minutes) {
        duty = new Duty.Draining(ago(minutes), rule);
        return this;
    }

    RentalBuilder heat(Heat other) {
        heat = other;
        return this;
    }

    RentalBuilder level(HeatLevel level) {
        return heat(heat(level));
    }

    RentalBuilder hardware(Hardware other) {
        hardware = other;
        return this;
    }

    RentalBuilder health(Health other) {
        health = other;
        return this;
    }

    /** It has not answered for so long, in so many looks. */
    RentalBuilder failing(int misses, int minutes) {
        return health(new Health(
                misses, Optional.of(ago(minutes)), Optional.of(ago(minutes + 1)), "connection refused", 50, 80, 79, 0));
    }

    RentalBuilder slow(int looks) {
        return health(new Health(0, Optional.empty(), Optional.of(NOW), "", 50, 80, 20, looks));
    }

    RentalBuilder tried(Step step, int count, int minutesAgo) {
        tries.put(step, new Rental.Tries(count, ago(minutesAgo)));
        return this;
    }

    RentalBuilder lease(Instant until) {
        leaseUntil = Optional.of(until);
        return this;
    }

    RentalBuilder noLeaseKnown() {
        leaseUntil = Optional.empty();
        return this;
    }

    RentalBuilder contractEnd(Instant end) {
        contractEnd = Optional.of(end);
        return this;
    }

    RentalBuilder increase(double dollarsPerHour) {
        increase = Optional.of(new Rental.PriceIncrease(7, dollarsPerHour));
        return this;
    }

    RentalBuilder bidding(Bidding other) {
        bidding = Optional.of(other);
        return this;
    }

    /** No listing has it, and nothing was heard of it, for so long. */
    RentalBuilder missing(int minutes) {
        Heat cool = heat(HeatLevel.COOL);
        return missingSince(ago(minutes))
                .heat(cool.moved(Duration.ofMinutes(-minutes)))
                .health(new Health(0, Optional.empty(), Optional.of(ago(minutes)), "", 50, 80, 79, 0));
    }

    RentalBuilder missingSince(Instant since) {
        missingSince = Optional.of(since);
        return this;
    }

    Rental build() {
        return new Rental(
                instanceId,
                "vastctl-guard-" + instanceId,
                endpoint,
                OptionalLong.of(1000 + instanceId),
                NOW.minus(Duration.ofDays(1)),
                price,
                life,
                lifeSince,
                duty,
                heat,
                hardware,
                health,
                tries,
                leaseUntil,
                contractEnd,
                increase,
                bidding,
                missingSince);
    }
}
