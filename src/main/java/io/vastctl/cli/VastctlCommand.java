package io.vastctl.cli;

import io.vastctl.cli.badhosts.BadHostsCommand;
import io.vastctl.cli.completion.CompleteValuesCommand;
import io.vastctl.cli.completion.CompletionCommand;
import io.vastctl.cli.diagnose.DiagnoseCommand;
import io.vastctl.cli.doctor.DoctorCommand;
import io.vastctl.cli.guard.GuardCommand;
import io.vastctl.cli.guardian.GuardianCommand;
import io.vastctl.cli.host.HostCommand;
import io.vastctl.cli.hosts.HostsCommand;
import io.vastctl.cli.init.InitCommand;
import io.vastctl.cli.man.ManCommand;
import io.vastctl.cli.offers.OffersCommand;
import io.vastctl.cli.rent.TestCommand;
import io.vastctl.cli.rent.UpCommand;
import io.vastctl.cli.rentals.DownCommand;
import io.vastctl.cli.rentals.InstancesCommand;
import io.vastctl.cli.rentals.ReapCommand;
import io.vastctl.cli.rentals.RenewCommand;
import io.vastctl.cli.rentals.TunnelCommand;
import io.vastctl.cli.runs.RunsCommand;
import io.vastctl.cli.simulate.SimulateCommand;
import io.vastctl.cli.state.StateCommand;
import io.vastctl.cli.survey.SurveyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The root: alone it shows its help. */
@Command(
        name = "vastctl",
        description = "A verified vLLM endpoint on Vast.ai for the least money, with no orphaned rental.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TestCommand.class,
            UpCommand.class,
            SurveyCommand.class,
            DownCommand.class,
            InstancesCommand.class,
            ReapCommand.class,
            RenewCommand.class,
            TunnelCommand.class,
            OffersCommand.class,
            BadHostsCommand.class,
            HostsCommand.class,
            RunsCommand.class,
            WorkloadsCommand.class,
            DiagnoseCommand.class,
            ConfigCommand.class,
            InitCommand.class,
            DoctorCommand.class,
            StateCommand.class,
            GuardCommand.class,
            GuardianCommand.class,
            HostCommand.class,
            SimulateCommand.class,
            ArchiveCommand.class,
            CompletionCommand.class,
            CompleteValuesCommand.class,
            ManCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Without an account: vastctl test --strictness balanced --simulate",
            "Exit codes: 0 done, 1 internal or API error, 2 usage, 3 no offer, 4 infrastructure, 5 workload,",
            "6 a rental may still be running, 7 account, 8 ceiling, 130/143 interrupted."
        })
final class VastctlCommand extends ParentCommand {}
