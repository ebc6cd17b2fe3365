package io.vastctl.cli.completion;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.CatalogEntry;
import io.vastctl.memory.Database;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunSummary;
import io.vastctl.memory.survey.SurveyBook;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code vastctl complete-values}: what completion scripts ask for while somebody types. One name on a line. It makes no
 * database, and is silent about what is broken: the command that is being typed will tell.
 */
@Command(
        name = "complete-values",
        hidden = true,
        description = "Names for completion scripts: policies, workloads, runs or surveys.")
public final class CompleteValuesCommand extends BenchCommand {

    private static final int NEWEST = 30;

    @Parameters(paramLabel = "<kind>", description = "policies, workloads, runs or surveys.")
    private String kind = "";

    @Override
    protected int run(Workbench bench) {
        StringBuilder lines = new StringBuilder();
        for (String name : names(bench)) lines.append(name).append('\n');
        bench.results().printText(lines.toString());
        return 0;
    }

    private List<String> names(Workbench bench) {
        return switch (kind) {
            case Kinds.POLICIES -> bench.settings().policyNames();
            case Kinds.WORKLOADS ->
                bench.workloads().list().stream().map(CatalogEntry::name).toList();
            case Kinds.RUNS -> runs(bench);
            case Kinds.SURVEYS -> surveys(bench);
            default ->
                throw new UsageException(
                        "complete-values " + kind + ": expected one of " + String.join(", ", Kinds.ALL));
        };
    }

    private static List<String> runs(Workbench bench) {
        Optional<Database> database = bench.knownDatabase();
        if (database.isEmpty()) return List.of();
        return new RunHistory(database.get())
                .list(RunFilter.newest(NEWEST)).stream().map(RunSummary::runId).toList();
    }

    private static List<String> surveys(Workbench bench) {
        return bench.knownDatabase()
                .map(database -> new SurveyBook(database).newest(NEWEST))
                .orElse(List.of());
    }
}
