package io.vastctl.cli;

import io.vastctl.memory.Origin;
import io.vastctl.memory.RunCounts;
import io.vastctl.memory.StoreException;
import io.vastctl.provision.RunEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a run is told of besides the terminal: reports, figures and notices. None of them changes how it ends, or when
 * something is destroyed.
 */
final class Outlets implements RunEvent.Listener {

    private final Workbench bench;
    private final String command;
    private final Origin origin;
    private final List<RunFile> reports;
    private final Optional<ReportFile> metrics;
    private final Notifier notifier;

    /** @throws UsageException if one of them cannot be, before anything has cost money */
    Outlets(Workbench bench, ScriptOptions options, String command, Origin origin) {
        this.bench = bench;
        this.command = command;
        this.origin = origin;
        reports = RunFile.of(options.reports);
        metrics = Optional.ofNullable(options.metricsFile).map(Outlets::metricsFile);
        notifier = Notifier.of(bench, options, command);
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

    /** Tells of the end, to everybody. */
    void over(Ending ending) {
        // What a signal began must not close the files that tell of it.
        boolean interrupted = Thread.interrupted();
        try {
            notifier.over(ending);
            for (RunFile report : reports)
                attempt(() -> report.write(command, ending, bench.clock().instant()));
            metrics.ifPresent(file -> attempt(() -> file.write(figures(ending))));
            notifier.await(interrupted);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private String figures(Ending ending) {
        Origin there = ending.result().map(result -> result.request().origin()).orElse(origin);
        return RunMetrics.of(
                command,
                there == Origin.SIMULATED ? "simulated" : "real",
                ending,
                past(there),
                bench.clock().instant());
    }

    private Optional<RunMetrics.Past> past(Origin there) {
        try {
            RunCounts counts = new RunCounts(bench.database());
            return Optional.of(new RunMetrics.Past(
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
