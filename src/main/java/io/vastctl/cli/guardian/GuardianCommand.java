package io.vastctl.cli.guardian;

import io.vastctl.cli.ParentCommand;
import picocli.CommandLine.Command;

/** {@code vastctl guardian}: another machine ends what has expired, should this one be gone. */
@Command(
        name = "guardian",
        description = "Let another machine destroy what has expired, without the account's key.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {GuardianExportCommand.class, GuardianRunCommand.class})
public final class GuardianCommand extends ParentCommand {}
