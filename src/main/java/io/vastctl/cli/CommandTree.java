package io.vastctl.cli;

import java.util.Arrays;
import java.util.Optional;
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
        Optional<CommandLine> branch =
                args.length == 0 ? Optional.empty() : child(VastctlCommand.class, args[0], args, 0, factory);
        return branch.map(command -> bare(VastctlCommand.class, command, factory))
                .orElseGet(() -> new CommandLine(VastctlCommand.class, factory));
    }

    /** The command that the argument at this place names; empty if it names none, or needs to know its siblings. */
    private static Optional<CommandLine> child(
            Class<?> parent, String name, String[] args, int place, IFactory factory) {
        for (Class<?> type : parent.getAnnotation(Command.class).subcommands()) {
            if (!name.equals(type.getAnnotation(Command.class).name())) continue;
            if (knowsSiblings(type)) return Optional.empty();
            Optional<CommandLine> grandchild = place + 1 < args.length
                    ? child(type, args[place + 1], args, place + 1, factory)
                    : Optional.empty();
            return Optional.of(grandchild
                    .map(command -> bare(type, command, factory))
                    .orElseGet(() -> new CommandLine(type, factory)));
        }
        return Optional.empty();
    }

    private static boolean knowsSiblings(Class<?> type) {
        return Arrays.asList(CommandLine.HelpCommand.class, CompletionCommand.class)
                .contains(type);
    }

    /** A parent of this child alone, which is parsed but never run. */
    private static CommandLine bare(Class<?> type, CommandLine child, IFactory factory) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(type)
                .name(type.getAnnotation(Command.class).name());
        spec.addSubcommand(child.getCommandName(), child);
        return new CommandLine(spec, factory);
    }
}
