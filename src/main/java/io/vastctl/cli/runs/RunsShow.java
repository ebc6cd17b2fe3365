package io.vastctl.cli.runs;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.GlobalOptions;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.memory.Bill;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunHistory;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one run. */
@Command(name = "show", description = "Show one run, attempt by attempt.")
final class RunsShow extends BenchCommand {
    @Parameters(paramLabel = "<run>", description = "The run's id, or an unambiguous beginning of it.")
    String runId = "";

    @Override
    protected int run(Workbench bench) {
        RunDetail run = StoredRun.find(bench, runId);
        Pardons pardons = Pardons.in(bench, run.summary().origin(), run.attempts());
        if (global.output == GlobalOptions.Output.csv) {
            bench.results().printText(RunsCsv.attempts(run, pardons));
            return 0;
        }
        Map<Integer, Bill> bills = StoredRun.bills(bench, run);
        List<Paper> papers =
                new RunHistory(bench.database()).papers(run.summary().runId());
        bench.results()
                .show(() -> StoredRun.json(run, bills, pardons), () -> StoredRun.text(run, bills, papers, pardons));
        return 0;
    }

    @Override
    protected boolean printsCsv() {
        return true;
    }
}
