package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An observation with the plan and the time it is judged by.
 *
 * @param rentals by instance, each once: of two with the same number the hotter one
 * @param storm why nothing is replaced; empty if the weather is fair
 */
record Situation(Observation seen, Plan plan, Instant now, List<Rental> rentals, Optional<String> storm) {

    static Situation of(Observation seen, Plan plan, Instant now) {
        Map<Long, Rental> once = new TreeMap<>();
        for (Rental rental : seen.rentals())
            once.merge(
                    rental.instanceId(),
                    rental,
                    (one, other) -> one.heat().level().atLeast(other.heat().level()) ? one : other);
        Situation calm = new Situation(seen, plan, now, List.copyOf(once.values()), Optional.empty());
        return new Situation(seen, plan, now, calm.rentals, Storms.blowing(calm));
    }

    boolean sees() {
        return seen.api() instanceof Sight.Sees;
    }

    boolean jumped() {
        return seen.clockJump()
                .filter(jump -> jump.abs().compareTo(plan.absence().jump()) >= 0)
                .isPresent();
    }

    /** Whether the endpoint should have rentals now, or must begin to get them. */
    boolean wants(PlannedEndpoint endpoint) {
        Hours hours = endpoint.hours();
        return endpoint.count() > 0
                && (hours.open(now)
                        || hours.open(Moments.after(now, plan.replacement().startAhead())));
    }

    boolean wants(Rental rental) {
        return plan.endpoint(rental.endpoint()).filter(this::wants).isPresent();
    }

    /** Whether it answers, for all we know: a single bad look is forgiven. */
    boolean serves(Rental rental) {
        return (rental.life() == Life.RUNNING || rental.life() == Life.UNKNOWN) && !fails(rental);
    }

    boolean fails(Rental rental) {
        return rental.health().misses() >= plan.health().misses();
    }

    boolean broken(Rental rental) {
        return rental.hardware().faultyLooks() >= plan.health().faultyLooks();
    }

    boolean slow(Rental rental) {
        return rental.health().slowLooks() >= plan.health().slowLooks();
    }

    /** USD per hour; of one whose price is unknown, the most it may have been rented for. */
    double rate(Rental rental) {
        double told = rental.dollarsPerHour();
        return told >= 0 && told < Double.POSITIVE_INFINITY ? told : ceiling(rental);
    }

    /** USD per hour as told; nothing while it is unknown, for what must not rest on a missing field. */
    double knownRate(Rental rental) {
        double told = rental.dollarsPerHour();
        return told >= 0 && told < Double.POSITIVE_INFINITY ? told : 0;
    }

    /** USD per hour that a rental of its endpoint may cost. */
    double ceiling(Rental rental) {
        return plan.endpoint(rental.endpoint())
                .map(plan::ceiling)
                .orElse(plan.budget().perHour());
    }

    /** USD per hour of the rents under way, at their ceilings. */
    double ventured() {
        return seen.ventures().stream().mapToDouble(this::ventured).sum();
    }

    /** USD per hour of a rent under way, at its ceiling. */
    double ventured(Venture venture) {
        return venture.ceiling() >= 0 && venture.ceiling() < Double.POSITIVE_INFINITY
                ? venture.ceiling()
                : plan.endpoint(venture.endpoint())
                        .map(plan::ceiling)
                        .orElse(plan.budget().perHour());
    }

    /** USD per hour of all that is not proven gone or may yet come, before this tick's own decisions. */
    double committed() {
        return rentals.stream().mapToDouble(this::rate).sum() + ventured();
    }

    boolean lasted(Instant since, Duration least) {
        return Moments.lasted(since, least, now);
    }
}
