package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import io.vastctl.outcome.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that opens a workbench, does its work there and closes it. */
@Command
public abstract class BenchCommand implements Callable<Integer> {

    @Mixin
    public GlobalOptions global = new GlobalOptions();

    private @Nullable WorkbenchFactory benches;

    /** Called once by {@link CommandFactory}, before anything else. */
    public final void use(WorkbenchFactory factory) {
        benches = factory;
    }

    @Override
    public final Integer call() throws InterruptedException {
        if (benches == null) throw new IllegalStateException("made without a CommandFactory");
        if (global.output == GlobalOptions.Output.csv && !printsCsv())
            throw new UsageException("-o csv: this command prints table or json");
        if (global.logFile != null) new ReportFile("--log-file", global.logFile).check();
        WorkbenchFactory process = EventLog.toStdout(global.events) && writesEvents() ? alone(benches) : benches;
        if (!global.quiet || !silentOnSuccess()) return with(process);
        Hush hush = new Hush(process, global.json());
        boolean well = false;
        try {
            int code = with(hush.factory());
            well = code == ExitCode.DONE.code();
            return code;
        } finally {
            hush.end(well);
        }
    }

    private WorkbenchFactory alone(WorkbenchFactory factory) {
        if (global.json())
            throw new UsageException("--events - and -o json both want stdout: name a file for one of them,"
                    + " such as --events run.ndjson or --report json=run.json");
        return factory.eventsAlone();
    }

    private int with(WorkbenchFactory factory) throws InterruptedException {
        try (Workbench bench = factory.open(global)) {
            return run(bench);
        }
    }

    /** Whether {@code --quiet} holds back its result if all is well. */
    protected boolean silentOnSuccess() {
        return false;
    }

    /** Whether {@code --events} has anything to tell of it. */
    protected boolean writesEvents() {
        return false;
    }

    /** Whether {@code -o csv} means anything to it. */
    protected boolean printsCsv() {
        return false;
    }

    /** Does the work. @return the exit code */
    protected abstract int run(Workbench bench) throws InterruptedException;
}
