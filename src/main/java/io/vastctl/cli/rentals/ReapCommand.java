package io.vastctl.cli.rentals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.Flag;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.RentalClass;
import io.vastctl.provision.Settled;
import io.vastctl.provision.sweep.ReapReport;
import io.vastctl.provision.sweep.ReapSelection;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vastctl reap}: the end of what nobody wants any more, proven. */
@Command(
        name = "reap",
        description = "Destroy our orphans and overdue rentals, and prove that they are gone. What a living process"
                + " looks after, what is kept, and what is not ours is never touched.")
public final class ReapCommand extends BenchCommand {

    @Option(
            names = "--older-than",
            paramLabel = "<duration>",
            description = "Only what was rented at least so long ago, such as 2h.")
    @Nullable
    String olderThan;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Option(names = "--dry-run", description = "Show what would be destroyed; destroy nothing.")
    boolean dryRun;

    @Mixin
    ExplainOption explain = new ExplainOption();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        Optional<Duration> age = Optional.ofNullable(olderThan).map(text -> Flag.duration("--older-than", text));
        if (explain.explain)
            return new RequestPlan(bench, "reap", false)
                    .rentals()
                    .end(RequestPlan.INSTANCE, "for each orphan or overdue rental of ours, unless --dry-run is given")
                    .print();
        Rentals rentals = Rentals.look(bench, "reap");
        ReapSelection unwanted = ReapSelection.unwanted(age);
        List<InventoryReport.Row> selected =
                rentals.rows().stream().filter(unwanted::takes).toList();
        List<Leftover> unclear = unclear(rentals, selected, age);
        RemovalView done = new RemovalView(List.of(), List.of(), rentals.journal());
        boolean something = !selected.isEmpty() || !unclear.isEmpty();
        if (something && !dryRun) {
            if (!yes) confirm(bench, selected, unclear);
            done = destroy(bench, rentals, unwanted, age);
        }
        RemovalView view = done;
        bench.results().print(() -> json(view, selected, unclear), () -> text(view, selected, unclear, rentals));
        Sweeping.name(dryRun ? unclear : view.leftovers(), bench.terminal().err());
        return view.exitCode().code();
    }

    /** What the look could not settle and no listing shows, if it is old enough. */
    private static List<Leftover> unclear(Rentals rentals, List<InventoryReport.Row> selected, Optional<Duration> age) {
        Set<String> listed = new HashSet<>();
        selected.forEach(row -> row.entry().ifPresent(entry -> listed.add(entry.label())));
        Instant now = rentals.market().clock().instant();
        return rentals.swept().leftovers().stream()
                .filter(left -> !listed.contains(left.label()))
                .filter(left -> age.isEmpty() || isOld(rentals, left, now.minus(age.get())))
                .toList();
    }

    private static boolean isOld(Rentals rentals, Leftover left, Instant before) {
        return rentals.journal()
                .find(left.label())
                .map(Entry::createdAt)
                .filter(at -> !at.isAfter(before))
                .isPresent();
    }

    private static void confirm(Workbench bench, List<InventoryReport.Row> selected, List<Leftover> unclear) {
        bench.terminal().err().print(plan(selected, unclear));
        int many = selected.size() + unclear.size();
        if (!bench.confirm("Destroy " + Words.count(many, "rental", "rentals") + "?"))
            throw new UsageException("nothing was destroyed: add --yes to destroy without being asked");
    }

    /** Without a limit of age the sweep goes first: it waits for creates that no listing shows yet. */
    private static RemovalView destroy(
            Workbench bench, Rentals rentals, ReapSelection unwanted, Optional<Duration> age) {
        SweepReport swept = age.isEmpty() ? rentals.sweep().sweep(Sweep.Mode.DESTROY) : Sweeping.NOTHING_OPEN;
        ReapReport reaped = rentals.sweep().reap(unwanted);
        swept.trouble()
                .or(reaped::trouble)
                .ifPresent(why -> bench.terminal().err().println("vastctl: " + why));
        List<Settled> settled = new ArrayList<>(swept.settled());
        settled.addAll(reaped.settled());
        List<Leftover> left = new ArrayList<>(reaped.leftovers());
        left.addAll(stillOpen(rentals, swept.leftovers(), left));
        // What was to go, and what nobody came to any more.
        if (reaped.trouble().isPresent()) {
            List<Leftover> selected = rentals.rows().stream()
                    .filter(unwanted::takes)
                    .map(row -> Leftover.of(
                            row.entry().orElseThrow(), reaped.trouble().get()))
                    .toList();
            left.addAll(stillOpen(rentals, selected, left));
        }
        return new RemovalView(settled, left, rentals.journal());
    }

    private static List<Leftover> stillOpen(Rentals rentals, List<Leftover> some, List<Leftover> named) {
        Set<String> labels = new HashSet<>();
        named.forEach(one -> labels.add(one.label()));
        return some.stream()
                .filter(one -> rentals.journal()
                        .find(one.label())
                        .filter(entry -> entry.isOpen() || entry.state() == State.RETURNED)
                        .isPresent())
                .filter(one -> labels.add(one.label()))
                .toList();
    }

    private ObjectNode json(RemovalView view, List<InventoryReport.Row> selected, List<Leftover> unclear) {
        ObjectNode json = Json.document("reap").put("dryRun", dryRun);
        ArrayNode list = json.putArray("selected");
        selected.forEach(row -> list.add(InstancesView.row(row)));
        ArrayNode labels = json.putArray("unclear");
        unclear.forEach(left -> labels.addObject().put("label", left.label()).put("evidence", left.evidence()));
        view.addTo(json);
        return json;
    }

    private String text(RemovalView view, List<InventoryReport.Row> selected, List<Leftover> unclear, Rentals rentals) {
        String end = System.lineSeparator();
        if (dryRun && !(selected.isEmpty() && unclear.isEmpty()))
            return plan(selected, unclear) + "Nothing was destroyed." + end;
        StringBuilder text = new StringBuilder(view.text());
        if (selected.isEmpty() && unclear.isEmpty())
            text.append("Nothing to destroy.").append(end);
        long busy = rentals.rows().stream()
                .filter(row -> row.rentalClass() == RentalClass.OURS)
                .count();
        if (busy > 0)
            text.append("Left alone: ")
                    .append(Words.count(busy, "instance", "instances"))
                    .append(" that a living process looks after.")
                    .append(end);
        return text.toString();
    }

    private static String plan(List<InventoryReport.Row> selected, List<Leftover> unclear) {
        StringBuilder text = new StringBuilder(selected.isEmpty() ? "" : InstancesView.text(selected));
        for (Leftover left : unclear)
            text.append(left.label()).append(": ").append(left.evidence()).append(System.lineSeparator());
        return text.toString();
    }
}
