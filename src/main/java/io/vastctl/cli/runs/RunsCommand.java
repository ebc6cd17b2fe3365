package io.vastctl.cli.runs;

import io.vastctl.cli.ParentCommand;
import io.vastctl.cli.diagnose.BundleCommand;
import picocli.CommandLine.Command;

/** {@code vastctl runs}: what happened. */
@Command(
        name = "runs",
        description = "History: runs, attempts, phases, evidence, cost.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunsList.class, RunsShow.class, RunsExplain.class, ReportCommand.class, BundleCommand.class})
public final class RunsCommand extends ParentCommand {}
