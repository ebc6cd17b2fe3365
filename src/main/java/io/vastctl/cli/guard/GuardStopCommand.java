package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.BadSettingException;
import io.vastctl.config.GuardSetup;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Sight;
import io.vastctl.guard.loop.GuardJson;
import io.vastctl.guard.loop.Keeper;
import io.vastctl.memory.ThisHost;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.memory.guard.GuardLease;
import io.vastctl.memory.guard.GuardLeases;
import io.vastctl.memory.guard.GuardOrders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard stop}: an order for the guard of a plan, wherever it runs on this state file. */
@Command(
        name = "stop",
        description = {
            "Tell the guard of a plan to end; it does so after its next look.",
            "What serves stays under its lease and dies with it, unless a guard is started again before.",
            "With --destroy and no guard: exit code 6, with names, if not all is proven gone after half an hour, or the API"
                    + " refuses the key; the order stands for the next guard."
        })
final class GuardStopCommand extends BenchCommand {

    /** After that it is said what may still run. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Plan NOTHING = Plan.of(List.of(), new Budget(1, 1, 1, 0, Budget.LOW_CREDIT, ZoneOffset.UTC));

    @Mixin
    GuardPost post = new GuardPost();

    @Option(names = "--destroy", description = "Give everything back first, and prove it; without a guard, do it here.")
    boolean destroy;

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        String guard = post.guard(bench);
        if (destroy) bench.market(new SimulateOptions());
        Optional<GuardLease> lease = new GuardLeases(bench.database()).living(guard, ThisHost.liveness()::isProvenDead);
        GuardOrders orders = new GuardOrders(bench.database(), guard);
        if (lease.isEmpty() && !destroy) {
            bench.results().done("No guard keeps " + guard + ".");
            return 0;
        }
        Optional<PlanWatch> plan = lease.isPresent() ? Optional.empty() : Optional.of(plan(bench, guard));
        orders.give(destroy ? GuardOrders.STOP_AND_DESTROY : GuardOrders.STOP, "");
        if (plan.isEmpty()) {
            bench.results()
                    .done("The guard of " + guard + " (" + lease.get().holder() + ") is told to "
                            + (destroy ? "give everything back and end." : "end."));
            return 0;
        }
        Instant end = bench.clock().instant().plus(LONGEST);
        return new GuardSession(bench, guard, false)
                .keep(
                        plan.get(),
                        (keeper, tick) -> !isRefused(tick) && tick.seen().at().isBefore(end));
    }

    private static boolean isRefused(Keeper.Tick tick) {
        return tick.seen().api() instanceof Sight.Blind blind && blind.refused();
    }

    /** Where it cannot be read, that of the last look: what was rented by it can be given back all the same. */
    private PlanWatch plan(Workbench bench, String guard) {
        try {
            return new PlanWatch(() -> post.setup(bench), line -> {});
        } catch (BadSettingException | UsageException e) {
            bench.terminal().err().println("vastctl: " + e.getMessage());
            bench.terminal().err().println("vastctl: what was rented is given back by the plan of the last look");
            bench.terminal().err().flush();
            Plan last = new GuardBook(bench.database())
                    .last(guard)
                    .map(tick -> GuardJson.plan(tick.planJson()))
                    .orElse(NOTHING);
            GuardSetup setup = new GuardSetup(last, GuardSetup.EVERY, Optional.empty(), Optional.empty());
            return new PlanWatch(() -> setup, line -> {});
        }
    }
}
