package io.vastctl.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Flag;
import io.vastctl.cli.GlobalOptions;
import io.vastctl.cli.ListCommand;
import io.vastctl.cli.Times;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Suggestion;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunSummary;
import io.vastctl.provision.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the runs. */
@Command(name = "list", description = "List the runs, newest first.")
final class RunsList extends ListCommand {

    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of(RunOutcome.values()).map(RunOutcome::word), Stream.of("unfinished"))
            .toList();

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
        Optional<Instant> from =
                Optional.ofNullable(since).map(text -> bench.clock().instant().minus(Flag.duration("--since", text)));
        if (outcome != null && !OUTCOMES.contains(outcome))
            throw new UsageException("--outcome " + outcome + ": expected one of " + String.join(", ", OUTCOMES)
                    + Suggestion.didYouMean(outcome, OUTCOMES));
        // One more than shown tells whether that is all.
        List<RunSummary> found = new RunHistory(bench.database())
                .list(new RunFilter(from, Optional.ofNullable(outcome), limit + (limit < Integer.MAX_VALUE ? 1 : 0)));
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
        runs.forEach(run -> list.add(StoredRun.summary(run)));
        return json;
    }

    private static String table(List<RunSummary> runs, UnaryOperator<TextTable> shape, Times times) {
        TextTable table = new TextTable(
                "RUN", "STARTED", "WORKLOAD", "STRICTNESS", "OUTCOME", "ATTEMPTS", "READY AFTER", "SPENT", "MARKET");
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
