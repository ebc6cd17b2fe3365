package io.vastctl.cli.rent;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.DemandOptions;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.errand.Errand;
import io.vastctl.cli.errand.ScriptOptions;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.rentals.LeaseOptions;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.Origin;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunRequest;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.AdapterTrial;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that rents: what it wants, what bounds it, on which market, and how it is carried out when nobody watches. */
@Command
public abstract class RentingCommand extends BenchCommand {

    @Mixin
    protected DemandOptions demandOptions = new DemandOptions();

    @Mixin
    protected RentingOptions renting = new RentingOptions();

    @Mixin
    protected LeaseOptions leaseOptions = new LeaseOptions();

    @Mixin
    protected SimulateOptions simulate = new SimulateOptions();

    @Mixin
    protected ScriptOptions script = new ScriptOptions();

    /** What is done in the market, and who is told of it besides the terminal. */
    @FunctionalInterface
    protected interface Doing {
        Ending in(Workbench bench, RunTools tools, RunRequest request, RunEvent.Listener outlets)
                throws InterruptedException;
    }

    /** The command's name, as labels and the history have it. */
    protected abstract String command();

    @Override
    protected final boolean writesEvents() {
        return !renting.dryRun;
    }

    /** What the arguments and settings ask for. They are read before the market, which may be a served one. */
    protected final RunRequest asked(Workbench bench, AttemptOptions attempts) {
        return renting.request(
                command(),
                demandOptions.demand(bench.settings(), bench.workloads()),
                bench.settings(),
                simulate.on() ? Origin.SIMULATED : Origin.REAL,
                attempts);
    }

    /**
     * Plans, for {@code --dry-run}, or does it in its turn.
     *
     * @param reports where the run is written to at its end
     * @return the exit code
     */
    protected final int carryOut(Workbench bench, RunRequest request, List<String> reports, Doing plan, Doing job)
            throws InterruptedException {
        Errand errand = new Errand(
                bench, script, reports, simulate, command(), request.ceilings().deadline());
        if (renting.dryRun) {
            errand.check();
            return inMarket(bench, request, event -> {}, plan).code().code();
        }
        return errand.around(outlets -> inMarket(bench, request, outlets, job))
                .code()
                .code();
    }

    private Ending inMarket(Workbench bench, RunRequest request, RunEvent.Listener outlets, Doing doing)
            throws InterruptedException {
        try (RunTools tools = RunTools.open(bench, simulate, command())) {
            RunRequest there = request.in(tools.origin());
            LeaseOptions.requireRoom(
                    there, bench.adapters(), tools.apiAddress(), bench.clock().instant());
            leaseOptions.warn(bench.terminal().err());
            return doing.in(bench, tools, there, outlets);
        }
    }

    /**
     * Looks whether the workload can be asked if it is ready.
     *
     * @throws UsageException if there is no such adapter, or it does not go with the workload
     */
    protected static void requireAdapter(RunRequest request, AdapterCatalog adapters) {
        String id = request.demand().workload().adapter();
        if (adapters.find(id).isEmpty())
            throw new UsageException("workload " + request.demand().workload().name() + ": no adapter " + id
                    + ", there are " + String.join(", ", adapters.ids()));
        adapters.find(id)
                .flatMap(adapter -> AdapterTrial.fault(adapter, request.demand().workload()))
                .ifPresent(fault -> {
                    throw new UsageException(fault + "; nothing was rented");
                });
    }
}
