package io.vastctl.cli.guard;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.MarketAccess;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.rent.RunTools;
import io.vastctl.cli.watch.Listening;
import io.vastctl.config.Settings;
import io.vastctl.guard.Sight;
import io.vastctl.guard.loop.Checkpoint;
import io.vastctl.guard.loop.GuardWorld;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.guard.loop.Limit;
import io.vastctl.guard.loop.Post;
import io.vastctl.guard.loop.Rounds;
import io.vastctl.guard.loop.Steady;
import io.vastctl.guard.loop.Teller;
import io.vastctl.memory.Origin;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.ThisHost;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Relay;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.vast.VastRestClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** One guard at work in this process, from taking its plan to letting go of it. */
final class GuardSession {

    /** For how long what was seen and decided can be read and replayed. */
    static final Duration KEEP = Duration.ofDays(7);

    private static final SimulateOptions NO_SIMULATION = new SimulateOptions();

    private final Workbench bench;
    private final String guard;
    private final boolean dryRun;
    private final UnitWords unit;
    private Optional<Keeper.Tick> last = Optional.empty();
    private Optional<Listening> http = Optional.empty();
    private boolean lasting;
    private boolean standsBy;

    GuardSession(Workbench bench, String guard, boolean dryRun) {
        this.bench = bench;
        this.guard = guard;
        this.dryRun = dryRun;
        unit = new UnitWords(SdNotify.of(bench.variable("NOTIFY_SOCKET"), bench.variable("PATH")));
    }

    /**
     * One that goes on until it is told to end, so that its end is news.
     *
     * @param page where it shows itself; empty for nowhere
     * @param standby whether it waits where another guard keeps the plan
     */
    GuardSession lasting(Optional<Listening> page, boolean standby) {
        http = page;
        standsBy = standby;
        lasting = true;
        return this;
    }

    /**
     * Keeps the plan.
     *
     * @param goesOn asked after each tick
     * @return the exit code
     */
    int keep(PlanWatch plan, BiPredicate<Keeper, Keeper.Tick> goesOn) throws InterruptedException {
        try (RunTools tools = RunTools.open(bench, NO_SIMULATION, RunRequest.GUARD);
                Limit limit = Limit.real();
                GuardBell bell = bell(plan)) {
            MarketAccess market = bench.market(NO_SIMULATION);
            if (!(market.api() instanceof VastRestClient client))
                throw new IllegalStateException("the guard needs the whole API");
            GuardTelling telling = new GuardTelling(bench, market.clock(), dryRun);
            Teller teller = dryRun ? telling : new Tellers(List.of(telling, bell));
            Steady steady = market.simulated() ? Steady.like(market.clock()) : Steady.OF_THIS_COMPUTER;
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
                    steady,
                    relay,
                    teller,
                    Checkpoint.NONE);
            Post post = post(tools);
            try (GuardAlarm alarm = new GuardAlarm(relay, teller::happened, bench.lastWords(), bench.terminal());
                    Showing showing =
                            Showing.of(bench, http, guard, dryRun, plan.setup().every(), steady);
                    Keeper keeper = new Keeper(world, post, KEEP, alarm::alive)) {
                Rounds rounds = new Rounds(
                        keeper,
                        relay,
                        market.clock(),
                        runner -> sweep(market, runner),
                        teller,
                        () -> plan.setup().every());
                Optional<Integer> end = new GuardEntrance(bench, guard, standsBy, keeper, unit, this::say)
                        .enter(showing, () -> {
                            alarm.alive();
                            unit.waits();
                            plan.get();
                        });
                if (end.isPresent()) return end.get();
                if (!dryRun) showing.acts(bench, guard);
                return keep(keeper, rounds, relay, bell, plan, tick -> {
                    showing.show(tick);
                    return goesOn.test(keeper, tick);
                });
            }
        }
    }

    private GuardBell bell(PlanWatch plan) {
        MarketAccess market = bench.market(NO_SIMULATION);
        return new GuardBell(
                bench,
                guard,
                market.origin() == Origin.SIMULATED,
                market.clock(),
                plan::setup,
                this::say,
                GuardBell.PATIENCE);
    }

    private int keep(
            Keeper keeper, Rounds rounds, Relay relay, GuardBell bell, PlanWatch plan, Predicate<Keeper.Tick> goesOn)
            throws InterruptedException {
        bench.lastWords()
                .doneFirst(
                        "rents under way are given back first (12 minutes at most), and what serves goes on under its"
                                + " lease; a second signal leaves at once, and may leave a rental unfinished.");
        boolean interrupted = false;
        try {
            bell.knows(new GuardBook(bench.database()).last(guard));
            if (!dryRun) rounds.begin();
            keeper.begun();
            unit.keeps(guard);
            do {
                rounds.run(plan, tick -> {
                    last = Optional.of(tick);
                    unit.alive(tick);
                    return goesOn.test(tick);
                });
            } while (hasMoreToDo(keeper) && last.filter(goesOn).isPresent());
        } catch (InterruptedException e) {
            interrupted = true;
            relay.first().interruptOthers();
        } catch (TakenOverException e) {
            say(String.valueOf(e.getMessage()));
            relay.first().interruptOthers();
            relay.first().awaitOthers();
            if (!dryRun) bell.ended(ExitCode.INTERNAL, String.valueOf(e.getMessage()));
            return ExitCode.INTERNAL.code();
        }
        return over(keeper, bell, interrupted);
    }

    /** An order to give everything back may come while the last of the work is waited for. */
    private static boolean hasMoreToDo(Keeper keeper) throws InterruptedException {
        if (!keeper.isToDestroy() && keeper.isToEnd()) return false;
        keeper.awaitWork();
        if (Thread.interrupted()) throw new InterruptedException();
        return keeper.isToDestroy() && !keeper.isToEnd() && !keeper.isEmpty();
    }

    /** What goes on beside the loop comes to its end first: rents under way are given back if a signal came. */
    private int over(Keeper keeper, GuardBell bell, boolean interrupted) {
        unit.givesBack();
        boolean done = keeper.awaitWork(unit::needsMoreTime);
        boolean late = Thread.interrupted();
        GuardEnd end = GuardEnd.of(keeper, done);
        if (done) keeper.leave();
        if (!dryRun && end.mayStillRun()) return ended(ExitCode.MAY_STILL_RUN, end, bell);
        if (!dryRun && lasting && !end.kept().isEmpty()) ended(ExitCode.DONE, end, bell);
        if (interrupted || late) return bench.interruption().get().code();
        return lasting ? ExitCode.DONE.code() : seen();
    }

    private int ended(ExitCode code, GuardEnd end, GuardBell bell) {
        say(end.words());
        bell.ended(code, end.words());
        return code.code();
    }

    /** One look that saw nothing did nothing: that is for whoever called it to know. */
    private int seen() {
        Optional<Sight> sight = last.map(tick -> tick.seen().api());
        if (!(sight.orElse(null) instanceof Sight.Blind blind)) return ExitCode.DONE.code();
        say((blind.refused() ? "the API refuses the key: " : "the API told nothing: ") + blind.why());
        return (blind.refused() ? ExitCode.ACCOUNT : ExitCode.INTERNAL).code();
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
