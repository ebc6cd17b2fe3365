package io.vastctl.cli.notice;

import io.vastctl.cli.LeftOpen;
import io.vastctl.cli.ReportFile;
import io.vastctl.cli.Trouble;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.errand.ScriptOptions;
import io.vastctl.cli.market.NoKeyException;
import io.vastctl.cli.market.SimulateOptions;
import io.vastctl.cli.rent.Ending;
import io.vastctl.cli.rent.RunFile;
import io.vastctl.cli.rent.RunMetrics;
import io.vastctl.cli.survey.SurveyMetrics;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.BadSettingException;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunCounts;
import io.vastctl.memory.StoreException;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.RunEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a run is told of besides the terminal: reports, figures and notices. None of them changes how it ends, or when
 * something is destroyed.
 */
public final class Outlets implements RunEvent.Listener {

    private final Workbench bench;
    private final String command;
    private final SimulateOptions simulate;
    private final List<RunFile> reports;
    private final Optional<ReportFile> metrics;
    private final Notifier notifier;

    /**
     * Makes them, and looks whether each can be.
     *
     * @param reportWords what {@code --report} says
     * @throws UsageException if one of them cannot be, before anything has cost money
     */
    public Outlets(
            Workbench bench,
            ScriptOptions options,
            List<String> reportWords,
            String command,
            SimulateOptions simulate) {
        this.bench = bench;
        this.command = command;
        this.simulate = simulate;
        reports = RunFile.of(reportWords);
        metrics = Optional.ofNullable(options.metricsFile).map(Outlets::metricsFile);
        List<ReportFile> files = new ArrayList<>();
        reports.forEach(report -> files.add(report.file()));
        metrics.ifPresent(files::add);
        ReportFile.requireDifferent(files);
        notifier = Notifier.of(bench, options, command);
    }

    /**
     * Whether each can be told anything.
     *
     * @throws UsageException if one of them cannot be
     */
    public static void check(
            Workbench bench,
            ScriptOptions options,
            List<String> reportWords,
            String command,
            SimulateOptions simulate) {
        new Outlets(bench, options, reportWords, command, simulate).notifier.await(true);
    }

    private static ReportFile metricsFile(Path path) {
        ReportFile file = new ReportFile("--metrics-file", path);
        file.check();
        return file;
    }

    @Override
    public void hear(RunEvent event) {
        notifier.hear(event);
    }

    /** Tells of the end, to everybody; first on stderr, which waits for nobody. */
    public void over(Ending ending) {
        // What a signal began must not close the files that tell of it.
        boolean interrupted = Thread.interrupted();
        try {
            bench.decided(ending.code());
            bench.settle(ending.code());
            Origin origin =
                    ending.result().map(result -> result.request().origin()).orElseGet(this::origin);
            notifier.over(ending, origin == Origin.SIMULATED);
            for (RunFile report : reports)
                attempt(() -> report.write(command, ending, bench.clock().instant()));
            metrics.ifPresent(file -> attempt(() -> file.write(figures(ending, origin))));
            notifier.await(interrupted || ending.interrupted());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** The kind of market that the command works on; it is asked only where the address does not tell. */
    private Origin origin() {
        if (simulate.on()) return Origin.SIMULATED;
        try {
            if (bench.knownMarketName(simulate).equals(MarketName.REAL)) return Origin.REAL;
            return bench.market(simulate).origin();
        } catch (NoKeyException | UsageException | BadSettingException e) {
            // A simulated one needs no key, and an address that is refused is none of a simulated one.
            return Origin.REAL;
        }
    }

    private String figures(Ending ending, Origin origin) {
        Optional<LeftOpen> open = LeftOpen.in(bench, simulate);
        return RunMetrics.of(
                        command,
                        origin.word(),
                        ending,
                        open.stream().mapToInt(left -> left.here().size()).findFirst(),
                        past(origin),
                        bench.clock().instant())
                + ending.survey().map(SurveyMetrics::of).orElse("");
    }

    /** Empty also if there never was a run: nothing is made for the sake of asking. */
    private Optional<RunMetrics.Past> past(Origin there) {
        try {
            return bench.knownDatabase()
                    .map(RunCounts::new)
                    .map(counts -> new RunMetrics.Past(
                            counts.runs(there), counts.attempts(there, command), counts.lastSuccess(there, command)));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    private void attempt(Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            bench.terminal().err().println("vastctl: " + Trouble.of(e).line() + "; the run's result stands");
            bench.terminal().err().flush();
        }
    }
}
