package io.vastctl.guard.loop;

import io.vastctl.guard.HeatLevel;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rental;
import io.vastctl.memory.StoreException;
import io.vastctl.provision.Relay;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Tick after tick, with a sweep before the first and one every hour: what came back, or was left, is settled there. */
public final class Rounds {

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    /** How soon it looks again where a machine is warm. */
    private static final Duration WARM = Duration.ofSeconds(15);

    private final Keeper keeper;
    private final Relay relay;
    private final Clock clock;
    private final Function<Relay.Runner, Sweep> sweeps;
    private final Teller teller;
    private final Supplier<Duration> every;
    private Instant sweptAt = Instant.MIN;

    /**
     * @param sweeps a sweep of the plan's market by that runner
     * @param every from the end of one tick to the next; asked each time
     */
    public Rounds(
            Keeper keeper,
            Relay relay,
            Clock clock,
            Function<Relay.Runner, Sweep> sweeps,
            Teller teller,
            Supplier<Duration> every) {
        this.keeper = keeper;
        this.relay = relay;
        this.clock = clock;
        this.sweeps = sweeps;
        this.teller = teller;
        this.every = every;
    }

    /** The sweep before the first tick. It comes before {@link Keeper#begun}. */
    public void begin() throws InterruptedException {
        sweptAt = clock.instant();
        tell(sweeps.apply(relay.first()).sweep(Sweep.Mode.DESTROY));
        if (Thread.interrupted()) throw new InterruptedException();
    }

    /**
     * Goes on until it is told to end.
     *
     * @param plan asked before each tick
     * @param goesOn asked after each tick
     */
    public void run(Supplier<Plan> plan, Predicate<Keeper.Tick> goesOn) throws InterruptedException {
        while (true) {
            Keeper.Tick tick = keeper.tick(plan.get());
            if (keeper.isToEnd() || !goesOn.test(tick)) return;
            maybeSweep();
            keeper.rest(pause(tick));
        }
    }

    private void maybeSweep() {
        if (clock.instant().isBefore(sweptAt.plus(BETWEEN_SWEEPS))) return;
        sweptAt = clock.instant();
        keeper.forget();
        relay.start("vastctl-guard-sweep", this::sweepBeside);
    }

    private void sweepBeside(Relay.Runner runner) {
        try {
            tell(sweeps.apply(runner).sweep(Sweep.Mode.DESTROY));
        } catch (StoreException e) {
            teller.happened("the sweep could not settle everything: " + e.getMessage());
        }
    }

    private Duration pause(Keeper.Tick tick) {
        boolean warm = tick.seen().rentals().stream()
                .map(Rental::heat)
                .anyMatch(heat -> heat.seen() != HeatLevel.COOL || heat.level() != HeatLevel.COOL);
        Duration usual = every.get();
        return warm && WARM.compareTo(usual) < 0 ? WARM : usual;
    }

    private void tell(SweepReport report) {
        report.settled().forEach(settled -> teller.happened(settled.what()));
        report.trouble().ifPresent(trouble -> teller.happened("the sweep could not settle everything: " + trouble));
    }
}
