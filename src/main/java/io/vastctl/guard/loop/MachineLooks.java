package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.Answer;
import io.vastctl.guard.GpuReading;
import io.vastctl.guard.Life;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Telemetry;
import io.vastctl.instance.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Looks at all machines and asks their endpoints, side by side and in bounded time. */
final class MachineLooks {

    /** What the looks at all machines may take in real time. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final GuardWorld world;
    private final Fleet fleet;
    private Vitals vitals = Vitals.NONE;

    MachineLooks(GuardWorld world, Fleet fleet) {
        this.world = world;
        this.fleet = fleet;
    }

    /** What the last look brought of them. */
    Vitals vitals() {
        return vitals;
    }

    /** The rentals with what their machines and endpoints told. */
    List<Rental> look(List<Rental> rentals, Plan plan, AccountLook account) throws InterruptedException {
        List<Callable<Lookout.Seen>> steps = new ArrayList<>();
        for (Rental rental : rentals) steps.add(() -> machine(rental, plan));
        List<Optional<Lookout.Seen>> brought = world.limit().all(steps, LONGEST);
        Map<Long, Lookout.Seen> seen = new HashMap<>();
        for (int i = 0; i < rentals.size(); i++) {
            long id = rentals.get(i).instanceId();
            if (brought.get(i).isEmpty()) {
                world.teller().happened("instance " + id + ": the look at it was cut off; the next one connects anew");
                fleet.forget(id);
            }
            if (brought.get(i).filter(Lookout.Seen::exposed).isPresent()) tellExposed(rentals.get(i));
            seen.put(id, brought.get(i).orElseGet(() -> Lookout.Seen.nothing("the look was cut off")));
        }
        vitals = new Vitals(rentals.stream()
                .map(rental ->
                        Vitals.Machine.of(rental.instanceId(), Objects.requireNonNull(seen.get(rental.instanceId()))))
                .toList());
        boolean alone = account instanceof AccountLook.Dark dark
                && dark.network()
                && seen.values().stream().noneMatch(one -> one.answer() instanceof Answer.Good);
        Instant now = world.market().clock().instant();
        return rentals.stream()
                .map(rental -> folded(rental, seen.get(rental.instanceId()), alone, plan, now))
                .toList();
    }

    /** It serves, so it is not given back: whoever started it so has to know. */
    private void tellExposed(Rental rental) {
        world.teller()
                .told(new Action.Tell(
                        Action.Tell.Urgency.WARNING,
                        "instance " + rental.instanceId(),
                        "endpoint " + rental.endpoint() + ": the server of instance " + rental.instanceId()
                                + " answers to a wrong key, too: anybody who finds its port can use it"));
    }

    /** @param alone whether nothing at all could be reached: then our own network is down, and nobody else's fault */
    private static Rental folded(Rental rental, Lookout.@Nullable Seen seen, boolean alone, Plan plan, Instant now) {
        if (seen == null) return rental;
        boolean expected = !alone && rental.missingSince().isEmpty();
        Answer answer = expected || seen.answer() instanceof Answer.Good ? seen.answer() : new Answer.NotAsked();
        Rental looked = rental.looked(seen.telemetry(), answer, plan, now);
        return Sightings.busy(looked, utilisation(seen.telemetry()));
    }

    private static OptionalDouble utilisation(Telemetry telemetry) {
        return telemetry instanceof Telemetry.Read read
                ? read.gpus().stream()
                        .map(GpuReading::utilisation)
                        .flatMapToDouble(OptionalDouble::stream)
                        .average()
                : OptionalDouble.empty();
    }

    private Lookout.Seen machine(Rental rental, Plan plan) throws InterruptedException {
        Optional<Instance> instance = fleet.instance(rental.instanceId());
        boolean up = rental.life() == Life.RUNNING || rental.life() == Life.UNKNOWN;
        if (instance.isEmpty() || !up)
            return new Lookout.Seen(new Telemetry.Lost("it does not run"), new Answer.NotAsked());
        Optional<PlannedEndpoint> planned = plan.endpoint(rental.endpoint());
        return fleet.lookout(rental).look(instance.get(), planned.flatMap(fleet::served));
    }
}
