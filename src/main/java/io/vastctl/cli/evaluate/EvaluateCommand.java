package io.vastctl.cli.evaluate;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.simulate.ScenarioConsumer;
import io.vastctl.cli.text.Words;
import io.vastctl.evaluation.Conditions;
import io.vastctl.evaluation.Evaluation;
import io.vastctl.evaluation.EvaluationPlan;
import io.vastctl.evaluation.Figures;
import io.vastctl.evaluation.ReportPage;
import io.vastctl.evaluation.Trial;
import io.vastctl.outcome.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vastctl simulate evaluate}: what each policy costs, over many runs. */
@Command(
        name = "evaluate",
        description = {
            "Play many runs in virtual time and compare policies by success, time and dollars per ready endpoint.",
            "Rents nothing, opens no connection and leaves the state file alone."
        })
public final class EvaluateCommand extends BenchCommand {

    private static final int MOST_ORPHAN_LINES = 10;

    private final EvaluationPlayer player;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "<n>",
            defaultValue = "" + EvaluationRequest.DEFAULT_RUNS,
            description = "Runs of each policy with each kind of memory, over all markets (default: ${DEFAULT-VALUE}).")
    int runs = EvaluationRequest.DEFAULT_RUNS;

    @Option(
            names = "--nights",
            paramLabel = "<n>",
            defaultValue = "" + EvaluationRequest.DEFAULT_NIGHTS,
            description = "Runs on one market, a day apart, before the next market (default: ${DEFAULT-VALUE}).")
    int nights = EvaluationRequest.DEFAULT_NIGHTS;

    @Option(
            names = "--scenario",
            paramLabel = "<scenario|file>",
            defaultValue = ScenarioConsumer.DEFAULT,
            description = "What goes wrong: calm, ordinary, hostile or a scenario file (default: ${DEFAULT-VALUE}).")
    String scenario = ScenarioConsumer.DEFAULT;

    @Option(
            names = "--seed",
            paramLabel = "<n>",
            description = "Seed of the first market; each further one has the next (default: "
                    + EvaluationPlan.FIRST_SEED + ").")
    @Nullable
    Long seed;

    @Option(
            names = "--policy",
            paramLabel = "<policy>",
            split = ",",
            description = "Which, in the order of the table: strict, balanced, aggressive, one of your own,"
                    + " cheapest-first or success-then-price (default: these five).")
    List<String> policies = List.of();

    @Option(names = "--report", paramLabel = "<file>", description = "Also write a page with plots, as one HTML file.")
    @Nullable
    Path report;

    EvaluateCommand() {
        this((conditions, plan, listener) -> new Evaluation(conditions).play(plan, listener));
    }

    EvaluateCommand(EvaluationPlayer player) {
        this.player = player;
    }

    @Override
    protected int run(Workbench bench) {
        EvaluationPlan plan = request().plan(bench.settings().policyNames());
        Optional<ReportFile> file = Optional.ofNullable(report).map(path -> new ReportFile("--report", path));
        file.ifPresent(ReportFile::check);
        Conditions conditions = EvaluationConditions.of(bench);
        int total = Evaluation.trials(plan);
        EvaluationProgress progress = new EvaluationProgress(bench, total);
        List<Trial> trials;
        try {
            trials = player.play(conditions, plan, progress);
        } catch (InterruptedException e) {
            progress.over();
            return stopped(bench, progress.played(), total);
        }
        progress.over();
        if (trials.size() != total)
            throw new IllegalStateException(trials.size() + " of " + total + " runs were played");
        Figures figures = Figures.of(plan, trials);
        bench.results().print(() -> EvaluationView.json(figures), () -> EvaluationView.table(figures));
        String command = EvaluationRequest.command(plan);
        file.ifPresent(page ->
                write(bench, page, new ReportPage(figures, EvaluationView.conditions(conditions), command, version())));
        return orphans(trials, command, bench.terminal().err());
    }

    EvaluationRequest request() {
        return new EvaluationRequest(runs, nights, scenario, seed, policies);
    }

    /** Part of the runs is no fair sample of them: the markets at the end, and the later nights, are missing. */
    private static int stopped(Workbench bench, int played, int total) {
        bench.terminal()
                .err()
                .println("vastctl: stopped after " + played + " of " + total
                        + " runs: no figures and no report, for a part of the runs is no fair sample");
        bench.terminal().err().flush();
        return bench.interruption().get().code();
    }

    private static void write(Workbench bench, ReportFile file, ReportPage page) {
        file.write(page.html());
        if (bench.global().quiet) return;
        bench.terminal().err().println("vastctl: the report is in " + file.path());
        bench.terminal().err().flush();
    }

    /** An orphan here costs nobody money, yet it is a defect that would. */
    private static int orphans(List<Trial> trials, String command, PrintWriter err) {
        List<Trial> leaky = trials.stream().filter(trial -> trial.orphans() > 0).toList();
        leaky.stream()
                .limit(MOST_ORPHAN_LINES)
                .forEach(trial -> err.println("vastctl: ORPHAN: policy " + trial.policy() + " with "
                        + (trial.remembers() ? "kept" : "fresh") + " memory, market " + trial.market() + ", night "
                        + trial.night() + ": " + Words.count(trial.orphans(), "instance", "instances")
                        + " still ran after the run; a defect, please report it with: " + command));
        if (leaky.size() > MOST_ORPHAN_LINES)
            err.println("vastctl: ORPHAN: and " + (leaky.size() - MOST_ORPHAN_LINES) + " runs more");
        err.flush();
        return leaky.isEmpty() ? ExitCode.DONE.code() : ExitCode.INTERNAL.code();
    }

    private String version() {
        String[] lines = spec == null ? new String[0] : spec.version();
        return lines.length == 0 ? "unknown" : lines[0].replaceFirst("^vastctl ", "");
    }
}
