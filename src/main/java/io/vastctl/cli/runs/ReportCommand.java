package io.vastctl.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.blame.AttemptKey;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Flag;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunSummary;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.provision.Redaction;
import io.vastctl.report.HistoryFigures;
import io.vastctl.report.HistoryPage;
import io.vastctl.report.Past;
import io.vastctl.report.RunPage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vastctl runs report}: the history, or one run, as a page to look at. */
@Command(
        name = "report",
        description =
                "Write the history as one HTML page: runs phase by phase, money, failures by cause, machines, what is"
                        + " barred. With --run, one run in detail.")
final class ReportCommand extends BenchCommand {

    /** So many runs make a page without {@code --since}: more take long to read, and no page shows them well. */
    static final int NEWEST = 5_000;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--html",
            required = true,
            paramLabel = "<file>",
            description = "The page to write; one that is there is replaced.")
    Path html = Path.of("report.html");

    @Option(
            names = "--since",
            paramLabel = "<duration>",
            description = "Only runs younger than this, such as 7d; without it the newest 5,000.")
    @Nullable
    String since;

    @Option(names = "--simulated", description = "Simulated runs in place of the real ones.")
    boolean simulated;

    @Option(
            names = "--run",
            paramLabel = "<run>",
            description =
                    "One run alone, with evidence, decisions and logs: its id, or an unambiguous beginning of it.")
    @Nullable
    String runId;

    @Override
    protected int run(Workbench bench) {
        ReportFile file = new ReportFile("--html", html);
        file.check();
        if (runId == null) history(bench, file);
        else one(bench, file, runId);
        return 0;
    }

    private void one(Workbench bench, ReportFile file, String id) {
        if (since != null) throw new UsageException("--since " + since + ": has no meaning with --run: leave it out");
        RunDetail run = StoredRun.find(bench, id);
        RunSummary summary = run.summary();
        if (simulated && summary.origin() == Origin.REAL)
            throw new UsageException("run " + summary.runId() + " is of the real market: leave out --simulated");
        Set<Integer> withdrawn = withdrawn(bench, summary.origin(), List.of(run)).stream()
                .filter(key -> key.runId().equals(summary.runId()))
                .map(AttemptKey::number)
                .collect(Collectors.toSet());
        file.write(new RunPage(
                        run,
                        StoredRun.bills(bench, run),
                        new RunHistory(bench.database()).papers(summary.runId()),
                        withdrawn,
                        ZoneId.systemDefault(),
                        Redaction.hiding(bench.keys().secrets())::clean,
                        version())
                .html());
        bench.results()
                .print(
                        () -> Json.document("report")
                                .put("file", file.path().toString())
                                .put("simulated", summary.origin() == Origin.SIMULATED)
                                .put("runId", summary.runId())
                                .put("outcome", summary.outcome())
                                .put("attempts", summary.attempts())
                                .put("spentDollars", Words.rounded(summary.costDollars(), 6)),
                        () -> file.path() + " shows run " + summary.runId() + "." + System.lineSeparator());
    }

    private void history(Workbench bench, ReportFile file) {
        Past past = past(bench);
        HistoryFigures figures = HistoryFigures.of(past);
        HistoryPage page = new HistoryPage(
                past,
                figures,
                ZoneId.systemDefault(),
                Redaction.hiding(bench.keys().secrets())::clean,
                version());
        file.write(page.html());
        if (past.runs().isEmpty() && !global.quiet) {
            bench.terminal().err().println("vastctl: " + page.emptiness());
            bench.terminal().err().flush();
        }
        bench.results().print(() -> json(file, past, figures), () -> text(file, past, figures));
    }

    private Past past(Workbench bench) {
        Instant now = bench.clock().instant();
        Optional<Instant> from = Optional.ofNullable(since).map(text -> now.minus(Flag.duration("--since", text)));
        Origin origin = simulated ? Origin.SIMULATED : Origin.REAL;
        RunHistory history = new RunHistory(bench.database());
        List<RunSummary> all =
                history.list(new RunFilter(from, Optional.empty(), from.isPresent() ? Integer.MAX_VALUE : NEWEST + 1));
        boolean cut = from.isEmpty() && all.size() > NEWEST;
        if (cut) all = all.subList(0, NEWEST);
        List<RunDetail> runs = all.stream()
                .filter(run -> run.origin() == origin)
                .flatMap(run -> history.show(run.runId()).stream())
                .toList();
        int elsewhere = (int) all.stream().filter(run -> run.origin() != origin).count();
        return new Past(
                origin,
                from,
                now,
                runs,
                cut ? OptionalInt.of(NEWEST) : OptionalInt.empty(),
                withdrawn(bench, origin, runs),
                new BadHosts(bench.database()).active(origin, now),
                elsewhere);
    }

    private static Set<AttemptKey> withdrawn(Workbench bench, Origin origin, List<RunDetail> runs) {
        List<AttemptKey> attempts = runs.stream()
                .flatMap(run -> run.attempts().stream())
                .map(attempt -> new AttemptKey(attempt.runId(), attempt.number()))
                .toList();
        return new BadHosts(bench.database())
                .commonCauses(origin, attempts).stream()
                        .flatMap(cause -> cause.attempts().stream())
                        .collect(Collectors.toSet());
    }

    private static String text(ReportFile file, Past past, HistoryFigures figures) {
        return file.path() + ": " + Words.count(figures.runs(), "run", "runs") + ", " + figures.readyRuns() + " ready, "
                + Words.count(figures.attempts(), "attempt", "attempts") + ", spent " + Words.dollars(figures.spent())
                + ", of it wasted " + Words.dollars(figures.wasted())
                + (past.newest().isPresent()
                        ? "; of the newest " + past.newest().getAsInt() + " runs alone"
                        : "")
                + System.lineSeparator();
    }

    private static ObjectNode json(ReportFile file, Past past, HistoryFigures figures) {
        ObjectNode json = Json.document("report")
                .put("file", file.path().toString())
                .put("simulated", past.origin() == Origin.SIMULATED)
                .put("until", Words.iso(past.now()));
        past.since().ifPresent(from -> json.put("since", Words.iso(from)));
        past.newest().ifPresent(most -> json.put("newestRuns", most));
        json.put("runs", figures.runs())
                .put("readyRuns", figures.readyRuns())
                .put("attempts", figures.attempts())
                .put("spentDollars", Words.rounded(figures.spent(), 6))
                .put("wastedDollars", Words.rounded(figures.wasted(), 6))
                .put("barred", past.barred().size());
        figures.dollarsPerReady().ifPresent(value -> json.put("dollarsPerReady", Words.rounded(value, 6)));
        ArrayNode causes = json.putArray("causes");
        figures.causes()
                .forEach(cause -> causes.addObject()
                        .put("signature", cause.signature())
                        .put("class", cause.failureClass().name())
                        .put("blames", cause.blames().word())
                        .put("attempts", cause.attempts())
                        .put("withdrawn", cause.withdrawn())
                        .put("machines", cause.machines())
                        .put("dollars", Words.rounded(cause.dollars(), 6)));
        ArrayNode machines = json.putArray("machines");
        figures.machines().forEach(machine -> {
            ObjectNode row = machines.addObject()
                    .put("machineId", machine.machineId())
                    .put("hostId", machine.hostId())
                    .put("gpu", machine.gpu())
                    .put("attempts", machine.attempts())
                    .put("successes", machine.successes())
                    .put("infraFailures", machine.infraFailures())
                    .put("dollars", Words.rounded(machine.dollars(), 6))
                    .put("wastedDollars", Words.rounded(machine.wasted(), 6));
            row.putObject("successRate")
                    .put("mean", Words.rounded(machine.rate().mean(), 4))
                    .put("low", Words.rounded(machine.rate().low(), 4))
                    .put("high", Words.rounded(machine.rate().high(), 4));
            machine.secondsToReady().ifPresent(value -> row.put("secondsToReady", Words.rounded(value, 1)));
        });
        return json;
    }

    private String version() {
        String[] lines = spec == null ? new String[0] : spec.root().version();
        return lines.length == 0 ? "unknown" : lines[0].replaceFirst("^vastctl ", "");
    }
}
