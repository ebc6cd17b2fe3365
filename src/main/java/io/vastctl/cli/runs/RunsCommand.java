package io.vastctl.cli.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Flag;
import io.vastctl.cli.GlobalOptions;
import io.vastctl.cli.ListCommand;
import io.vastctl.cli.ParentCommand;
import io.vastctl.cli.Times;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.diagnose.BundleCommand;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Suggestion;
import io.vastctl.memory.AmbiguousRunException;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Bill;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunSummary;
import io.vastctl.provision.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vastctl runs}: what happened. */
@Command(
        name = "runs",
        description = "History: runs, attempts, phases, evidence, cost.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunsCommand.ListRuns.class,
            RunsCommand.Show.class,
            RunsExplain.class,
            ReportCommand.class,
            BundleCommand.class
        })
public final class RunsCommand extends ParentCommand {

    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of(RunOutcome.values()).map(RunOutcome::word), Stream.of("unfinished"))
            .toList();

    /** A mistyped id is looked for among so many, the newest. */
    private static final int SUGGESTED = 1000;

    /** Lists the runs. */
    @Command(name = "list", description = "List the runs, newest first.")
    static final class ListRuns extends ListCommand {
        @Option(names = "--since", paramLabel = "<duration>", description = "Only runs younger than this, such as 7d.")
        @Nullable
        String since;

        @Option(
                names = "--outcome",
                paramLabel = "<outcome>",
                description = "Only runs that ended like this, such as ready.")
        @Nullable
        String outcome;

        @Option(names = "--limit", paramLabel = "<n>", defaultValue = "50", description = "Most rows (default: 50).")
        int limit = 50;

        @Override
        protected int run(Workbench bench) {
            Flag.fromOne("--limit", limit);
            Optional<Instant> from = Optional.ofNullable(since)
                    .map(text -> bench.clock().instant().minus(Flag.duration("--since", text)));
            if (outcome != null && !OUTCOMES.contains(outcome))
                throw new UsageException("--outcome " + outcome + ": expected one of " + String.join(", ", OUTCOMES)
                        + Suggestion.didYouMean(outcome, OUTCOMES));
            // One more than shown tells whether that is all.
            List<RunSummary> found = new RunHistory(bench.database())
                    .list(new RunFilter(
                            from, Optional.ofNullable(outcome), limit + (limit < Integer.MAX_VALUE ? 1 : 0)));
            boolean more = found.size() > limit;
            List<RunSummary> runs = more ? found.subList(0, limit) : found;
            if (more)
                bench.terminal()
                        .err()
                        .println("vastctl: only the newest " + Words.count(limit, "run", "runs")
                                + " of more: --limit shows them");
            tables.check(global);
            if (global.output == GlobalOptions.Output.csv) bench.results().printText(RunsCsv.runs(runs));
            else
                bench.results()
                        .print(
                                () -> json(runs, more),
                                () -> table(
                                        runs,
                                        one -> tables.shape(one, bench.results().width()),
                                        tables.times(bench)));
            return 0;
        }

        private static ObjectNode json(List<RunSummary> runs, boolean more) {
            ObjectNode json = Json.document("runs").put("more", more);
            ArrayNode list = json.putArray("runs");
            runs.forEach(run -> list.add(summary(run)));
            return json;
        }

        private static String table(List<RunSummary> runs, UnaryOperator<TextTable> shape, Times times) {
            TextTable table = new TextTable(
                    "RUN",
                    "STARTED",
                    "WORKLOAD",
                    "STRICTNESS",
                    "OUTCOME",
                    "ATTEMPTS",
                    "READY AFTER",
                    "SPENT",
                    "MARKET");
            for (RunSummary run : runs)
                table.row(
                        run.runId(),
                        times.past(run.startedAt()),
                        run.workload(),
                        run.strictness(),
                        run.outcome().replace('_', ' '),
                        run.attempts(),
                        run.secondsToReady().isPresent()
                                ? Math.round(run.secondsToReady().getAsDouble()) + " s"
                                : "-",
                        Words.dollars(run.costDollars()),
                        run.origin().word());
            table.expendable("market", "strictness", "attempts", "workload", "started", "ready-after");
            return shape.apply(table).or("No run yet.");
        }
    }

    /** Shows one run. */
    @Command(name = "show", description = "Show one run, attempt by attempt.")
    public static final class Show extends BenchCommand {
        @Parameters(paramLabel = "<run>", description = "The run's id, or an unambiguous beginning of it.")
        String runId = "";

        @Override
        protected int run(Workbench bench) {
            RunDetail run = find(bench, runId);
            Pardons pardons = Pardons.in(bench, run.summary().origin(), run.attempts());
            if (global.output == GlobalOptions.Output.csv) {
                bench.results().printText(RunsCsv.attempts(run, pardons));
                return 0;
            }
            Map<Integer, Bill> bills = bills(bench, run);
            List<Paper> papers =
                    new RunHistory(bench.database()).papers(run.summary().runId());
            bench.results().show(() -> json(run, bills, pardons), () -> text(run, bills, papers, pardons));
            return 0;
        }

        @Override
        protected boolean printsCsv() {
            return true;
        }

        /** The run of that id, or of the only one that begins so. */
        public static RunDetail find(Workbench bench, String runId) {
            try {
                return new RunHistory(bench.database())
                        .show(runId)
                        .orElseThrow(() -> new UsageException(
                                "run " + runId + " is unknown" + meant(bench, runId) + ": see vastctl runs list"));
            } catch (AmbiguousRunException e) {
                throw new UsageException(String.valueOf(e.getMessage()), e);
            }
        }

        private static String meant(Workbench bench, String runId) {
            List<String> known = new RunHistory(bench.database())
                    .list(new RunFilter(Optional.empty(), Optional.empty(), SUGGESTED)).stream()
                            .map(RunSummary::runId)
                            .toList();
            return Suggestion.didYouMean(runId, known);
        }

        /** What the marketplace has billed for each attempt, as far as it is known. */
        public static Map<Integer, Bill> bills(Workbench bench, RunDetail run) {
            return new Journal(bench.database()).bills().ofRun(run.summary().runId());
        }

        public static ObjectNode json(RunDetail run, Map<Integer, Bill> bills, Pardons pardons) {
            ObjectNode json = Json.document("run-detail");
            json.setAll(summary(run.summary()));
            ArrayNode attempts = json.putArray("attempts");
            run.attempts().forEach(attempt -> attempts.add(json(attempt, bills, pardons)));
            choice(run.snapshotJson()).ifPresent(choice -> json.set("choice", choice));
            return json;
        }

        private static ObjectNode json(AttemptRow attempt, Map<Integer, Bill> bills, Pardons pardons) {
            ObjectNode json = StoredAttempt.json(attempt, pardons);
            Bill bill = bills.get(attempt.number());
            return bill == null ? json : json.put("billedDollars", Words.rounded(bill.dollars(), 6));
        }

        private static Optional<ObjectNode> choice(String snapshot) {
            try {
                if (snapshot.isBlank()) return Optional.empty();
                ObjectNode choice = new ObjectMapper().readValue(snapshot, ObjectNode.class);
                choice.remove("replay"); // for runs explain
                return Optional.of(choice);
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        }

        public static String text(RunDetail run, Map<Integer, Bill> bills, List<Paper> papers, Pardons pardons) {
            RunSummary summary = run.summary();
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "Run %s (%s, %s, %s market): %s, %s, spent %s%nModel %s, image %s%n",
                    summary.runId(),
                    summary.workload(),
                    summary.strictness(),
                    summary.origin().word(),
                    summary.outcome().replace('_', ' '),
                    Words.count(summary.attempts(), "attempt", "attempts"),
                    Words.dollars(summary.costDollars()),
                    summary.model(),
                    summary.image()));
            for (AttemptRow attempt : run.attempts()) {
                text.append(StoredAttempt.head(attempt, pardons)).append(StoredPhases.text(attempt, papers));
                Bill bill = bills.get(attempt.number());
                if (bill != null) text.append(String.format("    billed %s%n", Words.dollars(bill.dollars())));
            }
            return text.toString();
        }
    }

    private static ObjectNode summary(RunSummary run) {
        ObjectNode json = Json.object()
                .put("runId", run.runId())
                .put("command", run.command())
                .put("strictness", run.strictness())
                .put("workload", run.workload())
                .put("image", run.image())
                .put("model", run.model())
                .put("simulated", run.origin() == Origin.SIMULATED)
                .put("startedAt", Words.iso(run.startedAt()))
                .put("outcome", run.outcome())
                .put("attemptCount", run.attempts())
                .put("costDollars", Words.rounded(run.costDollars(), 6));
        run.finishedAt().ifPresent(at -> json.put("finishedAt", Words.iso(at)));
        run.exitCode().ifPresent(code -> json.put("exitCode", code));
        run.secondsToReady().ifPresent(seconds -> json.put("secondsToReady", Words.rounded(seconds, 1)));
        return json;
    }
}
