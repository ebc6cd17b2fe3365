package io.vastctl.cli;

import io.vastctl.cli.badhosts.BadHostsCommand;
import io.vastctl.cli.completion.CompleteValuesCommand;
import io.vastctl.cli.diagnose.DiagnoseCommand;
import io.vastctl.cli.doctor.DoctorCommand;
import io.vastctl.cli.guard.GuardCommand;
import io.vastctl.cli.guardian.GuardianCommand;
import io.vastctl.cli.host.HostCommand;
import io.vastctl.cli.hosts.HostsCommand;
import io.vastctl.cli.init.InitCommand;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The model of the command line. Building the whole of it takes longer than most commands, so where the first
 * arguments name a command, there is that command alone, below parents that are mere names.
 */
final class CommandTree {
    private CommandTree() {}

    static CommandLine of(String[] args, IFactory factory) {
        Class<?> type = args.length == 0 ? null : command(args[0]);
        if (type == null) return new CommandLine(VastctlCommand.class, factory);
        return bare(VastctlCommand.class, "vastctl", branch(type, args, factory), factory);
    }

    /**
     * The class of a command, without a look at all the others, as {@link VastctlCommand} lists them. Null for those that
     * need to know all others, and for what is no command.
     */
    static @Nullable Class<?> command(String name) {
        return switch (name) {
            case "test" -> TestCommand.class;
            case "up" -> UpCommand.class;
            case "survey" -> SurveyCommand.class;
            case "down" -> DownCommand.class;
            case "instances" -> InstancesCommand.class;
            case "reap" -> ReapCommand.class;
            case "renew" -> RenewCommand.class;
            case "tunnel" -> TunnelCommand.class;
            case "offers" -> OffersCommand.class;
            case "bad-hosts" -> BadHostsCommand.class;
            case "host" -> HostCommand.class;
            case "hosts" -> HostsCommand.class;
            case "runs" -> RunsCommand.class;
            case "workloads" -> WorkloadsCommand.class;
            case "diagnose" -> DiagnoseCommand.class;
            case "config" -> ConfigCommand.class;
            case "init" -> InitCommand.class;
            case "doctor" -> DoctorCommand.class;
            case "state" -> StateCommand.class;
            case "guard" -> GuardCommand.class;
            case "guardian" -> GuardianCommand.class;
            case "simulate" -> SimulateCommand.class;
            case "archive" -> ArchiveCommand.class;
            case "complete-values" -> CompleteValuesCommand.class;
            default -> null;
        };
    }

    private static CommandLine branch(Class<?> type, String[] args, IFactory factory) {
        Optional<Class<?>> child = args.length < 2 ? Optional.empty() : child(type, args[1]);
        return child.isEmpty()
                ? new CommandLine(type, factory)
                : bare(type, args[0], new CommandLine(child.get(), factory), factory);
    }

    private static Optional<Class<?>> child(Class<?> parent, String name) {
        for (Class<?> type : parent.getAnnotation(Command.class).subcommands())
            if (name.equals(type.getAnnotation(Command.class).name())) return Optional.of(type);
        return Optional.empty();
    }

    /** A parent of this child alone, which is parsed but never run. */
    private static CommandLine bare(Class<?> type, String name, CommandLine child, IFactory factory) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(type).name(name);
        spec.addSubcommand(child.getCommandName(), child);
        return new CommandLine(spec, factory);
    }
}
