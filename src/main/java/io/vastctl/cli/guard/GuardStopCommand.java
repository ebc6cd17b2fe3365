package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.SimulateOptions;
import io.vastctl.cli.Workbench;
import io.vastctl.memory.GuardLease;
import io.vastctl.memory.GuardLeases;
import io.vastctl.memory.GuardOrders;
import io.vastctl.memory.ThisHost;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl guard stop}: an order for the guard of a plan, wherever it runs on this state file. */
@Command(
        name = "stop",
        description = {
            "Tell the guard of a plan to end; it does so after its next look.",
            "What serves stays under its lease and dies with it, unless a guard is started again before."
        })
final class GuardStopCommand extends BenchCommand {

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
        orders.give(destroy ? GuardOrders.STOP_AND_DESTROY : GuardOrders.STOP, "");
        if (lease.isPresent()) {
            bench.results()
                    .done("The guard of " + guard + " (" + lease.get().holder() + ") is told to "
                            + (destroy ? "give everything back and end." : "end."));
            return 0;
        }
        PlanWatch plan = new PlanWatch(() -> post.setup(bench), line -> {});
        return new GuardSession(bench, guard, false).keep(plan, tick -> true);
    }
}
