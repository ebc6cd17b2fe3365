package io.vastctl.cli.rentals;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ExplainOption;
import io.vastctl.cli.RequestPlan;
import io.vastctl.cli.Sweeping;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.provision.InventoryReport;
import io.vastctl.provision.Leftover;
import io.vastctl.provision.sweep.ReapReport;
import io.vastctl.provision.sweep.ReapSelection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl down}: the end of rentals, proven. */
@Command(
        name = "down",
        description = "Destroy rentals of ours and prove that they are gone. If one of the numbers is not ours to"
                + " destroy, nothing is.")
public final class DownCommand extends BenchCommand {

    @Parameters(paramLabel = "<id>", arity = "0..*", description = "Instances, as vastctl instances lists them.")
    List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "Every rental of ours that no other process is at work on.")
    boolean all;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask; --all asks otherwise.")
    boolean yes;

    @Mixin
    ExplainOption explain = new ExplainOption();

    @Override
    protected int run(Workbench bench) throws InterruptedException {
        if (ids.isEmpty() && !all)
            throw new UsageException("down: name the instances to destroy, or all of ours with --all");
        if (all && !ids.isEmpty()) throw new UsageException("down: either instances or --all, not both");
        Set<Long> numbers = new LinkedHashSet<>();
        for (String id : ids) numbers.add(Rentals.number(id, bench));
        if (explain.explain) return explained(bench, numbers);
        Rentals rentals = Rentals.look(bench, "down");
        Set<Long> gone = new LinkedHashSet<>();
        List<Leftover> unproven = new ArrayList<>();
        if (all) {
            rentals.rows().stream().filter(DownCommand::mayGo).forEach(row -> numbers.add(id(row)));
            rentals.inventory().unseen().forEach(entry -> unproven.add(Rentals.unproven(entry)));
        } else requireOurs(numbers, rentals, gone, unproven);
        numbers.removeAll(gone);
        unproven.forEach(left -> numbers.remove(left.instanceId().getAsLong()));
        if (all && !numbers.isEmpty() && !yes) confirm(bench, rentals, numbers);
        return destroy(bench, rentals, numbers, gone, unproven);
    }

    private int explained(Workbench bench, Set<Long> numbers) throws InterruptedException {
        RequestPlan plan = new RequestPlan(bench, "down", false).rentals();
        if (all) plan.end(RequestPlan.INSTANCE, "for each rental of ours that no other process is at work on");
        for (long number : numbers) plan.end(number, "if all numbers are of rentals of ours");
        return plan.print();
    }

    /** Before anything is destroyed, so that one wrong number harms nothing. */
    private static void requireOurs(Set<Long> numbers, Rentals rentals, Set<Long> gone, List<Leftover> unproven) {
        for (long number : numbers) {
            Optional<InventoryReport.Row> row = rentals.row(number);
            if (row.isPresent() && !mayGo(row.get())) throw Rentals.refusal(row.get());
            if (row.isPresent()) continue;
            Entry entry = rentals.entry(number).orElseThrow(() -> rentals.unknown(number));
            // Absence from one listing is not evidence: what the sweep could not close may be running.
            if (entry.isOpen()) unproven.add(Rentals.unproven(entry));
            else gone.add(number);
        }
    }

    private static boolean mayGo(InventoryReport.Row row) {
        return row.rentalClass().mayBeDestroyed();
    }

    private static long id(InventoryReport.Row row) {
        return row.instance().instanceId();
    }

    private static void confirm(Workbench bench, Rentals rentals, Set<Long> numbers) {
        List<InventoryReport.Row> rows =
                rentals.rows().stream().filter(row -> numbers.contains(id(row))).toList();
        bench.terminal().err().print(InstancesView.text(rows));
        if (!bench.confirm("Destroy " + Words.count(rows.size(), "instance", "instances") + "?"))
            throw new UsageException("nothing was destroyed: add --yes to destroy without being asked");
    }

    private static int destroy(
            Workbench bench, Rentals rentals, Set<Long> numbers, Set<Long> gone, List<Leftover> unproven) {
        ReapReport report =
                numbers.isEmpty() ? ReapReport.NOTHING : rentals.sweep().reap(ReapSelection.these(numbers));
        report.trouble().ifPresent(why -> bench.terminal().err().println("vastctl: " + why));
        List<Leftover> leftovers = new ArrayList<>(report.leftovers());
        leftovers.addAll(notSettled(rentals, report, numbers));
        leftovers.addAll(unproven);
        RemovalView view = new RemovalView(report.settled(), leftovers, rentals.journal());
        bench.results().print(() -> json(view, gone), () -> text(view, gone));
        List<Leftover> others = rentals.swept().leftovers().stream()
                .filter(left -> !isAmong(left, numbers))
                .filter(left -> unproven.stream().noneMatch(one -> one.label().equals(left.label())))
                .toList();
        Sweeping.name(others, bench.terminal().err());
        Sweeping.name(leftovers, bench.terminal().err());
        return view.exitCode().code();
    }

    private static boolean isAmong(Leftover left, Set<Long> numbers) {
        return left.instanceId().isPresent()
                && numbers.contains(left.instanceId().getAsLong());
    }

    /** What another process took, what the second listing did not show any more, or what nobody came to. */
    private static List<Leftover> notSettled(Rentals rentals, ReapReport report, Set<Long> numbers) {
        return rentals.rows().stream()
                .filter(row -> numbers.contains(id(row)))
                .map(row -> row.entry().orElseThrow())
                .filter(entry -> report.settled().stream().noneMatch(settled -> isOf(entry, settled.entry())))
                .filter(entry -> report.leftovers().stream()
                        .noneMatch(left -> left.label().equals(entry.label())))
                .map(entry ->
                        Leftover.of(entry, report.trouble().orElse("another process was faster, or it went by itself")))
                .toList();
    }

    private static boolean isOf(Entry entry, Entry other) {
        return entry.label().equals(other.label());
    }

    private static ObjectNode json(RemovalView view, Set<Long> gone) {
        ObjectNode json = Json.document("down");
        view.addTo(json);
        ArrayNode already = json.putArray("alreadyGone");
        gone.forEach(already::add);
        return json;
    }

    private static String text(RemovalView view, Set<Long> gone) {
        StringBuilder text = new StringBuilder(view.text());
        for (long id : gone)
            text.append("instance ").append(id).append(": not there any more").append(System.lineSeparator());
        if (text.isEmpty() && view.leftovers().isEmpty())
            text.append("Nothing of ours is there.").append(System.lineSeparator());
        return text.toString();
    }
}
