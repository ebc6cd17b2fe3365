package io.vastctl.cli.hosts;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.KnownSubjects;
import io.vastctl.cli.ListCommand;
import io.vastctl.cli.ParentCommand;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Subject;
import io.vastctl.cli.Times;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.badhosts.BadHostsExplain;
import io.vastctl.cli.badhosts.DossierView;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.cli.text.UsageException;
import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Dossier;
import io.vastctl.memory.hosts.HostDetail;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.MachineDetail;
import io.vastctl.memory.hosts.MachineSummary;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.vast.MachineReport;
import io.vastctl.vast.VastRestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl hosts}: what we know about machines. */
@Command(
        name = "hosts",
        description = "What we know about machines and hosts.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HostsCommand.ListMachines.class, HostsCommand.Show.class})
public final class HostsCommand extends ParentCommand {

    /** Lists the machines. */
    @Command(name = "list", description = "List the machines we rented: attempts, success rate, speed, money.")
    static final class ListMachines extends ListCommand {

        @Option(names = "--host-id", paramLabel = "<id>", description = "Only the machines of this host.")
        @Nullable
        Long hostId;

        @Override
        protected int run(Workbench bench) {
            HostMemory memory = new HostMemory(bench.database());
            List<MachineSummary> machines = new ArrayList<>(memory.list(Origin.REAL));
            machines.addAll(memory.list(Origin.SIMULATED));
            if (hostId != null) machines.removeIf(machine -> machine.hostId() != hostId);
            print(
                    bench,
                    () -> HostsJson.json(machines),
                    "machines",
                    JsonCsv.MACHINES,
                    shape -> HostsText.table(machines, shape, tables.times(bench)));
            return 0;
        }
    }

    /** Shows one machine, or one host. */
    @Command(
            name = "show",
            description = "Show one machine, or with --host all machines of a host: standing, speed, every attempt.")
    static final class Show extends BenchCommand {
        @Mixin
        Subject subject = new Subject();

        @Option(names = "--reports", description = "Ask Vast.ai what other renters reported, too.")
        boolean reports;

        @Mixin
        SimulateOptions simulate = new SimulateOptions();

        @Mixin
        ExplainOption explain = new ExplainOption();

        @Override
        protected int run(Workbench bench) throws InterruptedException {
            long id = subject.id();
            if (explain.explain) return explained(bench, id);
            if (subject.host) {
                if (reports) throw new UsageException("--reports: Vast.ai has reports of machines, not of hosts");
                showHost(bench, id, KnownSubjects.rented(bench, subject));
                return 0;
            }
            // The market first: it sets the time.
            Optional<List<MachineReport>> reported = reports ? Optional.of(ask(bench, simulate, id)) : Optional.empty();
            MachineDetail detail = new HostMemory(bench.database())
                    .show(id)
                    .orElseThrow(() -> new UsageException("machine " + id + " was never rented"
                            + KnownSubjects.rented(bench, subject) + ": see vastctl hosts list, or add --host"));
            String standing = standing(bench, Scope.MACHINE, id);
            Pardons pardons = Pardons.in(bench, detail.summary().origin(), detail.attempts());
            bench.results()
                    .show(
                            () -> HostsJson.json(detail, standing, reported, pardons),
                            () -> HostsText.text(detail, standing, reported, pardons));
            return 0;
        }

        private int explained(Workbench bench, long id) throws InterruptedException {
            RequestPlan plan = new RequestPlan(bench, "hosts show", simulate.on());
            if (reports)
                plan.then("what other renters reported", client -> client.news().machineReports(id));
            return plan.print();
        }

        private static void showHost(Workbench bench, long id, String hint) {
            HostDetail detail = new HostMemory(bench.database())
                    .showHost(id)
                    .orElseThrow(() -> new UsageException(
                            "no machine of host " + id + " was ever rented" + hint + ": see vastctl hosts list"));
            String standing = standing(bench, Scope.HOST, id);
            Pardons pardons = Pardons.in(bench, detail.total().origin(), detail.attempts());
            bench.results()
                    .show(
                            () -> HostsJson.json(detail, standing, pardons),
                            () -> HostsText.text(
                                    detail,
                                    standing,
                                    pardons,
                                    bench.results().fitting(),
                                    Times.kept(bench.clock().instant())));
        }

        private static String standing(Workbench bench, Scope scope, long id) {
            Dossier dossier = new BadHosts(bench.database()).dossier(scope, id);
            return DossierView.standing(dossier, bench.clock().instant(), BadHostsExplain.policies(bench.settings()));
        }

        private static List<MachineReport> ask(Workbench bench, SimulateOptions simulate, long machineId)
                throws InterruptedException {
            if (bench.market(simulate).api() instanceof VastRestClient client)
                return client.news().machineReports(machineId);
            throw new IllegalStateException("a market without machine reports");
        }
    }
}
