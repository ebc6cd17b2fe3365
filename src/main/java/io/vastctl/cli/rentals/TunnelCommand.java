package io.vastctl.cli.rentals;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.CatalogEntry;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunSummary;
import io.vastctl.provision.InventoryReport;
import io.vastctl.ssh.SshConnector;
import io.vastctl.workload.Workload;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl tunnel}: a rented endpoint on this machine. */
@Command(
        name = "tunnel",
        description = "Bring the endpoint of a kept rental to a port of this machine, over SSH, until Ctrl-C. Needs no"
                + " public port. The lease keeps at least 20 minutes meanwhile.")
public final class TunnelCommand extends BenchCommand {

    private static final int USUAL_PORT = 8000;

    @Parameters(paramLabel = "<id>", description = "An instance, as vastctl instances lists it.")
    String id = "";

    @Option(
            names = "--port",
            paramLabel = "<n>",
            defaultValue = "8000",
            description = "Local port, on 127.0.0.1 only; 0 for any free one (default: 8000).")
    int port = USUAL_PORT;

    @Mixin
    ExplainOption explain = new ExplainOption();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        if (port < 0 || port > 65_535) throw new UsageException("--port " + port + ": expected 0 to 65535");
        long number = Rentals.number(id, bench);
        if (explain.explain)
            return new RequestPlan(bench, "tunnel", false).rentals().print();
        Rentals rentals = Rentals.look(bench, "tunnel");
        InventoryReport.Row row = rentals.kept(number);
        Optional<RunSummary> run = new RunHistory(bench.database())
                .show(row.entry().orElseThrow().intent().runId())
                .map(detail -> detail.summary());
        Optional<Workload> workload = workload(bench, run);
        // From here on the time of a served market is nobody's: it flows by itself, as for a user of the endpoint.
        rentals.market().close();
        try (SshConnector ssh =
                new SshConnector(bench.keys().ssh(), rentals.market().clock())) {
            return new OpenTunnel(bench, rentals, row, ssh.open(), run.map(RunSummary::model), workload, port)
                    .untilInterrupted(workload.map(Workload::port).orElse(USUAL_PORT));
        }
    }

    /** As far as the catalogue still knows it: where it listens on the machine, and what it answers. */
    private static Optional<Workload> workload(Workbench bench, Optional<RunSummary> run) {
        return run.flatMap(known -> bench.workloads().list().stream()
                        .filter(entry -> entry.name().equals(known.workload()))
                        .findFirst())
                .flatMap(CatalogEntry::workload);
    }
}
