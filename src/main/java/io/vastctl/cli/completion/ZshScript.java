package io.vastctl.cli.completion;

import io.vastctl.cli.completion.ShellOption.Takes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For zsh: a function for each command, which hands its options to {@code _arguments}. */
final class ZshScript {
    private ZshScript() {}

    static String of(ShellCommand program) {
        return Frame.of("zsh")
                .replace(
                        "@TABLES@",
                        program.all().stream().map(ZshScript::function).collect(Collectors.joining("\n\n")));
    }

    private static String function(ShellCommand command) {
        return command.children().isEmpty() ? leaf(command) : parent(command);
    }

    private static String leaf(ShellCommand command) {
        Stream<String> specs = Stream.concat(
                command.options().stream().map(ZshScript::option),
                command.arguments().stream().map(ZshScript::argument));
        return name(command) + "() {\n  _arguments -s -S"
                + specs.map(spec -> " \\\n    " + spec).collect(Collectors.joining()) + "\n}";
    }

    private static String parent(ShellCommand command) {
        List<ShellCommand> children = command.children();
        String options = command.options().stream()
                .map(option -> " \\\n    " + option(option))
                .collect(Collectors.joining());
        String described = children.stream()
                .flatMap(child ->
                        child.names().stream().map(name -> "    " + Frame.quoted(name + ":" + child.description())))
                .collect(Collectors.joining("\n"));
        String calls = children.stream()
                .map(child -> "        " + String.join(" | ", child.names()) + ") " + name(child) + " ;;")
                .collect(Collectors.joining("\n"));
        return name(command)
                + "() {\n  local state line ret=1\n  local -a commands=(\n" + described + "\n  )\n"
                + "  _arguments -s -S -C" + options + " \\\n    '1: :->command' '*:: :->rest' && ret=0\n"
                + "  case $state in\n"
                + "    command) _describe -t commands command commands && ret=0 ;;\n"
                + "    rest)\n      case $line[1] in\n" + calls + "\n      esac && ret=0 ;;\n"
                + "  esac\n  return ret\n}";
    }

    private static String option(ShellOption option) {
        StringBuilder spec = new StringBuilder();
        List<String> names = option.names();
        String others = option.repeatable() ? "*" : names.size() > 1 ? "(" + String.join(" ", names) + ")" : "";
        spec.append(others.isEmpty() ? "" : Frame.quoted(others));
        String written = names.stream()
                .map(name -> name + mark(option, name))
                .collect(Collectors.joining(",", names.size() > 1 ? "{" : "", names.size() > 1 ? "}" : ""));
        spec.append(written);
        String rest = "[" + option.description().replaceAll("([\\[\\]\\\\])", "\\\\$1") + "]";
        if (option.takes() != Takes.NOTHING) rest += (option.takes() == Takes.PERHAPS ? "::" : ":") + value(option);
        return spec.append(Frame.quoted(rest)).toString();
    }

    /** {@code --long=} takes its value in the same word or the next one, {@code -o+} as well. */
    private static String mark(ShellOption option, String name) {
        if (option.takes() == Takes.NOTHING) return "";
        return name.startsWith("--") ? "=" : "+";
    }

    private static String value(ShellOption option) {
        return label(option.label()) + ":" + action(option.values());
    }

    private static String argument(ShellArgument argument) {
        String place = argument.many() ? "*" : String.valueOf(argument.index() + 1);
        return Frame.quoted(place + ":" + label(argument.label()) + ":" + action(argument.values()));
    }

    private static String label(String label) {
        return label.replace(":", "\\:");
    }

    /** The blank in front keeps {@code _arguments} from handing on options of its own. */
    private static String action(Values values) {
        if (values.isEmpty()) return " ";
        if (values.equals(Values.FILES)) return "_files";
        String words = values.words().isEmpty() ? "" : " " + String.join(" ", values.words());
        return " _vastctl_values " + values.asked().orElse("-") + " " + (values.files() ? "files" : "-") + words;
    }

    private static String name(ShellCommand command) {
        return command.path().isEmpty()
                ? "_vastctl_root"
                : "_vastctl_" + command.path().replaceAll("[^a-z0-9]", "_");
    }
}
