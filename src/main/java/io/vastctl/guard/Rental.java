package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rental of ours, as it was seen and as it is remembered.
 *
 * @param instanceId the contract
 * @param label ours to recognise it by
 * @param endpoint name in the plan it was rented for; it may have left the plan
 * @param machineId empty while the API has not told it
 * @param dollarsPerHour USD per hour with the disk while it runs, of a bid at that bid, as last told; anything but a
 *     price is unknown
 * @param life what the API says, as last told
 * @param lifeSince since when it says so
 * @param tries what healing has tried; a step that is absent was not tried
 * @param leaseUntil when the machine destroys itself unless it is renewed; empty is unknown
 * @param contractEnd when the host's promise ends
 * @param increase a higher price that the host has announced
 * @param bidding only for an interruptible one
 * @param missingSince since when good listings have left it out; empty if the last one had it
 */
public record Rental(
        long instanceId,
        String label,
        String endpoint,
        OptionalLong machineId,
        Instant rentedAt,
        double dollarsPerHour,
        Life life,
        Instant lifeSince,
        Duty duty,
        Heat heat,
        Hardware hardware,
        Health health,
        Map<Step, Tries> tries,
        Optional<Instant> leaseUntil,
        Optional<Instant> contractEnd,
        Optional<PriceIncrease> increase,
        Optional<Bidding> bidding,
        Optional<Instant> missingSince) {

    /**
     * A higher price from the end of the contract on, announced by the host.
     *
     * @param id of the increase, as the API names it
     * @param dollarsPerHour USD per hour from the end of the contract on
     */
    public record PriceIncrease(long id, double dollarsPerHour) {}

    /**
     * How often a step of healing was made.
     *
     * @param count since they were last forgiven
     * @param last when the last one was made
     */
    public record Tries(int count, Instant last) {}

    public Rental {
        tries = Map.copyOf(tries);
    }

    /** The same after one more look at the machine and its endpoint. */
    public Rental looked(Telemetry telemetry, Answer answer, Plan plan, Instant now) {
        return with(
                duty,
                Heat.next(heat, telemetry, plan.thermal(), now),
                Hardware.next(hardware, telemetry),
                Health.next(health, answer, plan.health(), now),
                life,
                lifeSince,
                tries,
                missingSince);
    }

    /**
     * The same as the API tells it.
     *
     * @param told empty if a good listing left it out
     */
    public Rental listed(Optional<Life> told, Instant now) {
        if (told.isEmpty())
            return with(duty, heat, hardware, health, life, lifeSince, tries, missingSince.or(() -> Optional.of(now)));
        Instant since = told.get() == life ? lifeSince : now;
        return with(duty, heat, hardware, health, told.get(), since, tries, Optional.empty());
    }

    /** The same with or without work. */
    public Rental on(Duty other) {
        return with(other, heat, hardware, health, life, lifeSince, tries, missingSince);
    }

    /** The same after one more try of a step, whether or not the step could be done. */
    public Rental tried(Step step, Instant now) {
        Map<Step, Tries> more = new EnumMap<>(Step.class);
        more.putAll(tries);
        more.merge(step, new Tries(1, now), (before, one) -> new Tries(Math.min(before.count(), 1000) + 1, now));
        return with(duty, heat, hardware, health, life, lifeSince, more, missingSince);
    }

    /** When it last gave a sign of life: an answer of its server, or a reading of its cards. Empty if never. */
    public Optional<Instant> heard() {
        Optional<Instant> answered = health.lastGood();
        Optional<Instant> read = heat.readAt();
        boolean readLater =
                read.isPresent() && answered.filter(read.get()::isAfter).isPresent();
        return readLater ? read : answered.or(() -> read);
    }

    /**
     * The same with all remembered moments moved along with a clock that jumped, so that what lasted ten
     * minutes still has lasted ten. The end of the contract is the host's and stays.
     */
    public Rental moved(Duration jump) {
        Map<Step, Tries> then = new EnumMap<>(Step.class);
        tries.forEach((step, made) -> then.put(step, new Tries(made.count(), Moments.moved(made.last(), jump))));
        return new Rental(
                instanceId,
                label,
                endpoint,
                machineId,
                Moments.moved(rentedAt, jump),
                dollarsPerHour,
                life,
                Moments.moved(lifeSince, jump),
                duty.draining()
                        .<Duty>map(drain -> new Duty.Draining(Moments.moved(drain.since(), jump), drain.rule()))
                        .orElse(duty),
                heat.moved(jump),
                hardware,
                health.moved(jump),
                then,
                leaseUntil.map(until -> Moments.moved(until, jump)),
                contractEnd,
                increase,
                bidding.map(bid -> bid.moved(jump)),
                missingSince.map(since -> Moments.moved(since, jump)));
    }

    private Rental with(
            Duty nextDuty,
            Heat nextHeat,
            Hardware nextHardware,
            Health nextHealth,
            Life nextLife,
            Instant nextLifeSince,
            Map<Step, Tries> nextTries,
            Optional<Instant> nextMissing) {
        return new Rental(
                instanceId,
                label,
                endpoint,
                machineId,
                rentedAt,
                dollarsPerHour,
                nextLife,
                nextLifeSince,
                nextDuty,
                nextHeat,
                nextHardware,
                nextHealth,
                nextTries,
                leaseUntil,
                contractEnd,
                increase,
                bidding,
                nextMissing);
    }
}
