package io.vastctl.cli.guard;

import io.vastctl.cli.BenchCommand;
import io.vastctl.cli.Workbench;
import io.vastctl.config.GuardFile;
import io.vastctl.outcome.ExitCode;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vastctl guard check}: what a plan means, before anything is rented. */
@Command(
        name = "check",
        description = "Check a plan and say what it means: what it rents, when, and what that may cost at most. Rents"
                + " nothing; exit code 2 if the plan has errors.")
final class GuardCheckCommand extends BenchCommand {

    @Parameters(
            paramLabel = "<file>",
            arity = "0..1",
            description = "The plan (default: guard.yaml in the folder of config.yaml).")
    @Nullable
    Path file;

    @Override
    protected int run(Workbench bench) {
        GuardFile plan = GuardFile.read(
                Optional.ofNullable(file).orElseGet(() -> bench.folders().guardPlan()),
                bench.workloads(),
                bench.settings(),
                bench.clock().instant());
        GuardPlanView view = new GuardPlanView(plan);
        bench.results().show(view::json, view::text);
        return plan.setup().isPresent() ? ExitCode.DONE.code() : ExitCode.USAGE.code();
    }
}
