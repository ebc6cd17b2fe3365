package io.vastctl.guard.loop;

import io.vastctl.guard.Bidding;
import io.vastctl.guard.Duty;
import io.vastctl.guard.Hardware;
import io.vastctl.guard.Health;
import io.vastctl.guard.Heat;
import io.vastctl.guard.Life;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Rule;
import io.vastctl.instance.Instance;
import io.vastctl.instance.Instance.Terms;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.offer.RentalType;
import io.vastctl.vast.PriceIncrease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** What a listing and the journal say of a rental, folded into what is remembered of it. Pure. */
final class Sightings {

    /** For so long a listing may show the bid from before a change. */
    private static final Duration SETTLES = Duration.ofMinutes(2);
    /** How much of the last look's utilisation counts in the smoothed one: half of it is gone after three looks. */
    private static final double NEWS = 0.2;

    private static final Bidding UNKNOWN_BID =
            new Bidding(Double.NaN, Double.NaN, Double.NaN, OptionalDouble.empty(), Optional.empty());

    private Sightings() {}

    /** A rental that no look has seen yet. What is left over of a failed rent is to go from the start. */
    static Rental first(Entry entry, String endpoint, Optional<PlannedEndpoint> planned, Instant now) {
        Duty duty = endpoint.isEmpty() ? new Duty.Draining(entry.createdAt(), Rule.NOT_IN_PLAN) : new Duty.Serving();
        boolean bids = planned.filter(one -> one.rentalType() == RentalType.INTERRUPTIBLE)
                .isPresent();
        return new Rental(
                entry.instanceId().orElseThrow(),
                entry.label(),
                endpoint,
                OptionalLong.of(entry.intent().machineId()),
                entry.createdAt(),
                entry.intent().dollarsPerHour(),
                Life.RUNNING,
                now,
                duty,
                Heat.UNKNOWN,
                Hardware.UNKNOWN,
                Health.UNKNOWN,
                Map.of(),
                entry.leaseUntil(),
                Optional.empty(),
                Optional.empty(),
                bids ? Optional.of(bid(entry)) : Optional.empty(),
                Optional.empty());
    }

    private static Bidding bid(Entry entry) {
        return new Bidding(
                entry.intent().prices().gpuDollarsPerHour(),
                Double.NaN,
                Double.NaN,
                OptionalDouble.empty(),
                Optional.empty());
    }

    /**
     * The same as a good listing has it.
     *
     * @param shown empty if it leaves it out
     */
    static Rental listed(Rental before, Optional<Instance> shown, List<PriceIncrease> increases, Instant now) {
        Optional<Bidding> bidding = shown.map(instance -> bidding(before, instance.terms(), now))
                .orElse(before.bidding());
        RentalType type = bidding.isPresent() ? RentalType.INTERRUPTIBLE : RentalType.ON_DEMAND;
        Rental told = before.listed(shown.map(instance -> life(instance, type)), now);
        Optional<PriceIncrease> increase = increases.stream()
                .filter(one -> one.instanceId() == before.instanceId())
                .findFirst();
        OptionalDouble price = shown.map(Instance::dollarsPerHour).orElse(OptionalDouble.empty());
        return with(
                told,
                price.orElse(told.dollarsPerHour()),
                told.leaseUntil(),
                increase.flatMap(PriceIncrease::contractEnds)
                        .or(() -> shown.flatMap(instance -> instance.terms().endsAt()))
                        .or(told::contractEnd),
                increase.flatMap(one -> announced(one, price.orElse(told.dollarsPerHour()))),
                bidding);
    }

    /** Whether it is a bid is fixed when it is rented; how high it is may lag behind a change of ours. */
    private static Optional<Bidding> bidding(Rental before, Terms terms, Instant now) {
        if (terms.interruptible().filter(bid -> !bid).isPresent()) return Optional.empty();
        if (before.bidding().isEmpty() && terms.interruptible().isEmpty()) return Optional.empty();
        Bidding bid = before.bidding().orElse(UNKNOWN_BID);
        boolean settling = bid.changedAt()
                .filter(at -> now.isBefore(at.plus(SETTLES)))
                .isPresent();
        double own = settling ? bid.own() : terms.gpuDollarsPerHour().orElse(bid.own());
        return Optional.of(new Bidding(own, bid.market(), bid.least(), bid.utilisation(), bid.changedAt()));
    }

    /** The GPUs' new price, and what is not theirs of the present one. */
    private static Optional<Rental.PriceIncrease> announced(PriceIncrease increase, double present) {
        OptionalDouble after = increase.after().gpuDollarsPerHour();
        if (after.isEmpty()) return Optional.empty();
        double rest =
                Math.max(0, present - increase.before().gpuDollarsPerHour().orElse(present));
        return Optional.of(new Rental.PriceIncrease(increase.increaseId(), after.getAsDouble() + rest));
    }

    private static Life life(Instance instance, RentalType type) {
        return Life.of(instance.status(), type);
    }

    /** The same with the lease as the journal has it. */
    static Rental leased(Rental before, Optional<Instant> until) {
        return with(before, before.dollarsPerHour(), until, before.contractEnd(), before.increase(), before.bidding());
    }

    /** The same with another bid of ours. */
    static Rental bid(Rental before, double dollarsPerHour, Instant now) {
        return with(
                before,
                before.dollarsPerHour(),
                before.leaseUntil(),
                before.contractEnd(),
                before.increase(),
                before.bidding()
                        .map(bid -> new Bidding(
                                dollarsPerHour, bid.market(), bid.least(), bid.utilisation(), Optional.of(now))));
    }

    /** The same with what the market says that bears on a bid, in USD per hour. */
    static Rental market(Rental before, OptionalDouble market, OptionalDouble least) {
        return bidding(before, bid -> new Bidding(
                bid.own(), market.orElse(Double.NaN), least.orElse(Double.NaN), bid.utilisation(), bid.changedAt()));
    }

    /** The same with how busy the cards were in one more look, in percent; a pause between two requests is no idleness. */
    static Rental busy(Rental before, OptionalDouble seen) {
        return bidding(before, bid -> new Bidding(
                bid.own(), bid.market(), bid.least(), smoothed(bid.utilisation(), seen), bid.changedAt()));
    }

    private static OptionalDouble smoothed(OptionalDouble before, OptionalDouble seen) {
        if (before.isEmpty() || seen.isEmpty()) return seen;
        return OptionalDouble.of(before.getAsDouble() + NEWS * (seen.getAsDouble() - before.getAsDouble()));
    }

    private static Rental bidding(Rental before, UnaryOperator<Bidding> next) {
        return with(
                before,
                before.dollarsPerHour(),
                before.leaseUntil(),
                before.contractEnd(),
                before.increase(),
                before.bidding().map(next));
    }

    private static Rental with(
            Rental rental,
            double dollarsPerHour,
            Optional<Instant> leaseUntil,
            Optional<Instant> contractEnd,
            Optional<Rental.PriceIncrease> increase,
            Optional<Bidding> bidding) {
        return new Rental(
                rental.instanceId(),
                rental.label(),
                rental.endpoint(),
                rental.machineId(),
                rental.rentedAt(),
                dollarsPerHour,
                rental.life(),
                rental.lifeSince(),
                rental.duty(),
                rental.heat(),
                rental.hardware(),
                rental.health(),
                rental.tries(),
                leaseUntil,
                contractEnd,
                increase,
                bidding,
                rental.missingSince());
    }
}
