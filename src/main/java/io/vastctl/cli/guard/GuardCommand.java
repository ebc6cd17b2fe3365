package io.vastctl.cli.guard;

import io.vastctl.cli.ParentCommand;
import picocli.CommandLine.Command;

/** {@code vastctl guard}: endpoints kept alive by a plan while nobody is there. */
@Command(
        name = "guard",
        description = "Keep the endpoints of a plan alive, within its budgets, while nobody is there.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GuardCheckCommand.class,
            GuardRunCommand.class,
            GuardOnceCommand.class,
            GuardStatusCommand.class,
            GuardDecisionsCommand.class,
            GuardReplayCommand.class,
            GuardDrainCommand.class,
            GuardStopCommand.class
        })
public final class GuardCommand extends ParentCommand {}
