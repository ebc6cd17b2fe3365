package io.vastctl.cli.host;

import io.vastctl.cli.ParentCommand;
import picocli.CommandLine.Command;

/** {@code vastctl host}: for those who offer machines of their own. */
@Command(
        name = "host",
        description = "For hosts: the machines that the account itself offers for rent.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HostPriceCommand.class})
public final class HostCommand extends ParentCommand {}
