package io.vastctl.cli.completion;

import io.vastctl.cli.completion.ShellOption.Takes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads the model of the command line; what is hidden stays so. */
final class ShellCommands {

    private final ValuesByLabel values;

    ShellCommands(ValuesByLabel values) {
        this.values = values;
    }

    ShellCommand of(CommandSpec root) {
        return of(root, "");
    }

    private ShellCommand of(CommandSpec command, String path) {
        List<ShellCommand> children = new ArrayList<>();
        for (CommandLine child : new LinkedHashSet<>(command.subcommands().values())) {
            CommandSpec spec = child.getCommandSpec();
            if (!spec.usageMessage().hidden()) children.add(of(spec, (path + " " + spec.name()).strip()));
        }
        return new ShellCommand(
                path,
                Stream.concat(Stream.of(command.name()), Arrays.stream(command.aliases()))
                        .toList(),
                sentence(
                        command.usageMessage().header().length > 0
                                ? command.usageMessage().header()
                                : command.usageMessage().description()),
                command.options().stream()
                        .filter(option -> !option.hidden())
                        .map(this::option)
                        .toList(),
                command.positionalParameters().stream()
                        .filter(argument -> !argument.hidden())
                        .map(this::argument)
                        .toList(),
                children);
    }

    private ShellOption option(OptionSpec option) {
        Takes takes =
                option.arity().max() == 0 ? Takes.NOTHING : option.arity().min() == 0 ? Takes.PERHAPS : Takes.VALUE;
        return new ShellOption(
                Arrays.asList(option.names()),
                sentence(option.description()),
                takes,
                option.isMultiValue() || option.typeInfo().isArray(),
                plain(option.paramLabel()),
                takes == Takes.NOTHING ? Values.NONE : values.of(option));
    }

    private ShellArgument argument(PositionalParamSpec argument) {
        return new ShellArgument(
                argument.index().min(), argument.arity().max() > 1, plain(argument.paramLabel()), values.of(argument));
    }

    private static String plain(String label) {
        return label.replaceAll("[<>\\[\\]]", "");
    }

    /** The first sentence, without its full stop and without what stands in brackets at its end. */
    static String sentence(String[] description) {
        if (description.length == 0) return "";
        String text = description[0].replace("%%", "%");
        int end = text.indexOf(". ");
        String first = end < 0 ? text : text.substring(0, end);
        return first.replaceFirst("\\.$", "").replaceFirst(" \\(default:? [^()]*\\)$", "");
    }
}
