package io.vastctl.cli;

import io.vastctl.memory.BadHosts;
import io.vastctl.memory.Dossier;
import io.vastctl.memory.HostMemory;
import io.vastctl.memory.MachineDetail;
import io.vastctl.memory.MachineSummary;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Scope;
import io.vastctl.vast.MachineReport;
import io.vastctl.vast.VastRestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl hosts}: what we know about machines. */
@Command(
        name = "hosts",
        description = "What we know about machines and hosts.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HostsCommand.ListMachines.class, HostsCommand.Show.class})
final class HostsCommand extends ParentCommand {

    /** Lists the machines. */
    @Command(name = "list", description = "List the machines we rented: attempts, success rate, speed, money.")
    static final class ListMachines extends BenchCommand {

        @Option(names = "--host-id", paramLabel = "<id>", description = "Only the machines of this host.")
        @Nullable
        Long hostId;

        @Override
        int run(Workbench bench) {
            HostMemory memory = new HostMemory(bench.database());
            List<MachineSummary> machines = new ArrayList<>(memory.list(Origin.REAL));
            machines.addAll(memory.list(Origin.SIMULATED));
            if (hostId != null) machines.removeIf(machine -> machine.hostId() != hostId);
            bench.print(() -> HostsView.json(machines), () -> HostsView.table(machines));
            return 0;
        }
    }

    /** Shows one machine. */
    @Command(name = "show", description = "Show one machine: its standing, its speed, every attempt on it.")
    static final class Show extends BenchCommand {
        @Parameters(paramLabel = "<machine-id>", description = "The machine_id.")
        long machineId;

        @Option(names = "--reports", description = "Ask Vast.ai what other renters reported, too.")
        boolean reports;

        @Mixin
        SimulateOptions simulate = new SimulateOptions();

        @Override
        int run(Workbench bench) throws InterruptedException {
            // The market first: it sets the time.
            Optional<List<MachineReport>> reported = reports ? Optional.of(ask(bench)) : Optional.empty();
            MachineDetail detail = new HostMemory(bench.database())
                    .show(machineId)
                    .orElseThrow(() ->
                            new UsageException("machine " + machineId + " was never rented: see vastctl hosts list"));
            Dossier dossier = new BadHosts(bench.database()).dossier(Scope.MACHINE, machineId);
            String standing = DossierView.standing(dossier, bench.clock().instant());
            bench.print(
                    () -> HostsView.json(detail, standing, reported), () -> HostsView.text(detail, standing, reported));
            return 0;
        }

        private List<MachineReport> ask(Workbench bench) throws InterruptedException {
            if (bench.market(simulate).api() instanceof VastRestClient client)
                return client.news().machineReports(machineId);
            throw new IllegalStateException("a market without machine reports");
        }
    }
}
