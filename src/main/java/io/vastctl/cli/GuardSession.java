package io.vastctl.cli;

import io.vastctl.cli.text.Words;
import io.vastctl.config.Settings;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.guard.loop.GuardWorld;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.guard.loop.Limit;
import io.vastctl.guard.loop.Post;
import io.vastctl.guard.loop.Rounds;
import io.vastctl.guard.loop.Steady;
import io.vastctl.memory.GuardLease;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.ThisHost;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.Sweep;
import io.vastctl.vast.VastRestClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One guard at work in this process, from taking its plan to letting go of it. */
final class GuardSession {

    /** For how long what was seen and decided can be read and replayed. */
    static final Duration KEEP = Duration.ofDays(7);

    private static final SimulateOptions NO_SIMULATION = new SimulateOptions();

    private final Workbench bench;
    private final String guard;
    private final boolean dryRun;
    private final SdNotify systemd;

    GuardSession(Workbench bench, String guard, boolean dryRun) {
        this.bench = bench;
        this.guard = guard;
        this.dryRun = dryRun;
        systemd = SdNotify.of(bench.variable("NOTIFY_SOCKET"), bench.variable("PATH"));
    }

    /**
     * Keeps the plan.
     *
     * @param goesOn asked after each tick
     * @return the exit code
     */
    int keep(PlanWatch plan, Predicate<Keeper.Tick> goesOn) throws InterruptedException {
        try (RunTools tools = RunTools.open(bench, NO_SIMULATION, RunRequest.GUARD);
                Limit limit = Limit.real()) {
            MarketAccess market = bench.market(NO_SIMULATION);
            if (!(market.api() instanceof VastRestClient client))
                throw new IllegalStateException("the guard needs the whole API");
            GuardTelling teller = new GuardTelling(bench, market.clock(), dryRun);
            Relay relay = market.simulated()
                    ? new Relay(market.clock(), market.sleeper())
                    : Relay.inRealTime(market.clock(), market.sleeper());
            GuardWorld world = new GuardWorld(
                    tools.surroundings(),
                    client.control(),
                    client.priceIncreases(),
                    tools.memory(),
                    bench.database(),
                    GuardSetting.demands(bench),
                    GuardSetting.GPUS,
                    limit,
                    market.simulated() ? Steady.like(market.clock()) : Steady.OF_THIS_COMPUTER,
                    relay,
                    teller,
                    Checkpoint.NONE);
            try (GuardAlarm alarm = new GuardAlarm(relay, teller::happened, bench.lastWords(), bench.terminal());
                    Keeper keeper = new Keeper(world, post(tools), KEEP, alarm::alive)) {
                Rounds rounds = new Rounds(
                        keeper,
                        relay,
                        market.clock(),
                        runner -> sweep(market, runner),
                        teller,
                        plan.setup().every());
                return keep(keeper, rounds, relay, plan, goesOn);
            }
        }
    }

    private int keep(Keeper keeper, Rounds rounds, Relay relay, PlanWatch plan, Predicate<Keeper.Tick> goesOn)
            throws InterruptedException {
        Optional<GuardLease> other = keeper.enter();
        if (other.isPresent()) return refused(other.get());
        boolean interrupted = false;
        try {
            if (!dryRun) rounds.begin();
            keeper.begun();
            tell("READY=1", "STATUS=keeping " + guard);
            rounds.run(plan, tick -> {
                watchdog(tick);
                return goesOn.test(tick);
            });
        } catch (InterruptedException e) {
            interrupted = true;
            relay.first().interruptOthers();
        } catch (TakenOverException e) {
            say(String.valueOf(e.getMessage()));
            relay.first().interruptOthers();
            relay.first().awaitOthers();
            return ExitCode.INTERNAL.code();
        }
        return over(keeper, interrupted);
    }

    /** What goes on beside the loop comes to its end first: rents under way are given back if a signal came. */
    private int over(Keeper keeper, boolean interrupted) {
        tell("STOPPING=1", "STATUS=giving back what was being rented");
        boolean done = keeper.awaitWork(() -> tell("EXTEND_TIMEOUT_USEC=" + TimeUnit.SECONDS.toMicros(90)));
        boolean late = Thread.interrupted();
        List<String> alive = keeper.alive();
        if (!done) {
            say(
                    "MAY STILL BE RUNNING: what was being rented could not be given back in time; the next guard of the plan"
                            + " settles it, or: vastctl reap --yes");
            return ExitCode.MAY_STILL_RUN.code();
        }
        keeper.leave();
        if (!alive.isEmpty() && !dryRun)
            say("the guard ends; " + Words.count(alive.size(), "rental goes", "rentals go")
                    + " on under " + (alive.size() == 1 ? "its lease" : "their leases") + ": "
                    + String.join(", ", alive)
                    + "; start it again to go on, or give them back with: vastctl guard stop --destroy");
        return interrupted || late ? bench.interruption().get().code() : ExitCode.DONE.code();
    }

    /** Only a tick that ended tells so. */
    private void watchdog(Keeper.Tick tick) {
        tell(
                "WATCHDOG=1",
                "STATUS=" + Words.count(tick.seen().rentals().size(), "rental", "rentals") + ", "
                        + Words.count(tick.seen().ventures().size(), "rent", "rents") + " under way");
    }

    private void tell(String... words) {
        try {
            systemd.tell(words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int refused(GuardLease other) {
        say("another guard keeps this plan: " + other.holder() + ", until " + Words.iso(other.until())
                + " unless it goes on; see vastctl guard status");
        return ExitCode.SKIPPED.code();
    }

    private Post post(RunTools tools) {
        long pid = ProcessHandle.current().pid();
        String id = bench.ownership(RunRequest.GUARD).ownerId();
        return new Post(
                guard,
                id,
                "process " + pid + " (" + id + ")",
                pid,
                bench.settings().get(Settings.LABEL_PREFIX),
                tools.origin(),
                Post.HOLD,
                dryRun,
                ThisHost.liveness()::isProvenDead);
    }

    private Sweep sweep(MarketAccess market, Relay.Runner runner) {
        return new Sweep(
                Surroundings.aside(market.api(), runner),
                bench.ownership(RunRequest.GUARD),
                bench.marketName(NO_SIMULATION, RunRequest.GUARD),
                market.clock(),
                runner,
                bench.settings().get(Settings.LABEL_PREFIX));
    }

    private void say(String line) {
        bench.terminal().err().println("vastctl: " + line);
        bench.terminal().err().flush();
    }
}
