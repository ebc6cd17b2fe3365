package io.vastctl.cli.rentals;

import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.ListCommand;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.JsonCsv;
import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.Leftover;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vastctl instances}: what the account runs, and whose it is. */
@Command(
        name = "instances",
        aliases = "list",
        description = "Every instance of the account: ours, kept, overdue, orphaned or foreign, and what it costs.",
        footer = {"", "Exit code 0 also with orphans; they are named on stderr. vastctl reap ends them."})
public final class InstancesCommand extends ListCommand {

    @Mixin
    ExplainOption explain = new ExplainOption();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        if (explain.explain)
            return new RequestPlan(bench, "instances", false).rentals().print();
        Rentals rentals = Rentals.lookOnly(bench, "instances");
        List<InventoryReport.Row> rows = rentals.rows();
        print(
                bench,
                () -> InstancesView.json(rows),
                "instances",
                JsonCsv.INSTANCES,
                shape -> InstancesView.text(rows, shape, tables.times(bench)));
        Sweeping.name(rentals.swept().leftovers(), bench.terminal().err());
        Sweeping.name(unproven(rentals), bench.terminal().err());
        List<String> named = rentals.swept().leftovers().stream()
                .flatMap(left -> left.instanceId().isPresent()
                        ? Stream.of(String.valueOf(left.instanceId().getAsLong()))
                        : Stream.empty())
                .toList();
        for (InventoryReport.Row row : rows) {
            boolean told = named.contains(String.valueOf(row.instance().instanceId()));
            if (!told) InstancesView.warning(row).ifPresent(bench.terminal().err()::println);
        }
        return 0;
    }

    /** What was kept and no listing shows; the rest the sweep has named. */
    private static List<Leftover> unproven(Rentals rentals) {
        List<String> named =
                rentals.swept().leftovers().stream().map(Leftover::label).toList();
        return rentals.inventory().unseen().stream()
                .filter(entry -> !named.contains(entry.label()))
                .map(Rentals::unproven)
                .toList();
    }
}
