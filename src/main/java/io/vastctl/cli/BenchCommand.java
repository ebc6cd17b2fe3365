package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that opens a workbench, does its work there and closes it. */
@Command
abstract class BenchCommand implements Callable<Integer> {

    @Mixin
    GlobalOptions global = new GlobalOptions();

    private @Nullable WorkbenchFactory benches;

    /** Called once by {@link CommandFactory}, before anything else. */
    final void use(WorkbenchFactory factory) {
        benches = factory;
    }

    @Override
    public final Integer call() throws InterruptedException {
        if (benches == null) throw new IllegalStateException("made without a CommandFactory");
        if (global.output == GlobalOptions.Output.csv && !printsCsv())
            throw new UsageException("-o csv: this command prints table or json");
        if (global.logFile != null) new ReportFile("--log-file", global.logFile).check();
        if (!global.quiet || !silentOnSuccess()) return with(benches);
        Hush hush = new Hush(benches);
        boolean well = false;
        try {
            int code = with(hush.factory());
            well = code == ExitCode.DONE.code();
            return code;
        } finally {
            hush.end(well, global.json());
        }
    }

    private int with(WorkbenchFactory factory) throws InterruptedException {
        try (Workbench bench = factory.open(global)) {
            return run(bench);
        }
    }

    /** Whether {@code --quiet} holds back its result if all is well. */
    boolean silentOnSuccess() {
        return false;
    }

    /** Whether {@code -o csv} means anything to it. */
    boolean printsCsv() {
        return false;
    }

    /** Does the work. @return the exit code */
    abstract int run(Workbench bench) throws InterruptedException;
}
