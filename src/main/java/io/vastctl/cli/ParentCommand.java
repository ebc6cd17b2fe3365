package io.vastctl.cli;

import io.vastctl.outcome.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others. Without one of them it shows its help: the root as asked, any other on stderr. */
@Command
public abstract class ParentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (spec.parent() == null) {
            spec.commandLine().usage(spec.commandLine().getOut());
            return ExitCode.DONE.code();
        }
        PrintWriter err = spec.commandLine().getErr();
        spec.commandLine().usage(err);
        err.println();
        err.println("vastctl: " + spec.name() + ": expected a command: "
                + String.join(", ", spec.subcommands().keySet()));
        return ExitCode.USAGE.code();
    }
}
