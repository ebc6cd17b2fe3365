package io.vastctl.cli.completion;

import io.vastctl.cli.completion.ShellOption.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** For fish: a line for each command, option and argument, each under the condition of its command. */
final class FishScript {
    private FishScript() {}

    static String of(ShellCommand program) {
        List<ShellCommand> all = program.all();
        List<String> lines = new ArrayList<>();
        for (ShellCommand command : all) {
            for (ShellCommand child : command.children()) lines.add(child(command, child));
            for (ShellOption option : command.options()) option(command, option, lines);
            for (ShellArgument argument : command.arguments())
                if (!argument.values().isEmpty())
                    lines.add(line(at(command, argument)) + offered(argument.values(), ""));
        }
        return Frame.of("fish")
                .replace("@CHILDREN@", all.stream().map(FishScript::steps).collect(Collectors.joining()))
                .replace("@TABLES@", String.join("\n", lines));
    }

    private static String steps(ShellCommand parent) {
        return parent.children().stream()
                .map(child -> "                case"
                        + child.names().stream()
                                .map(name -> " " + quoted(parent.path() + "/" + name))
                                .collect(Collectors.joining())
                        + "\n                    set path " + quoted(child.path()) + "\n")
                .collect(Collectors.joining());
    }

    private static String child(ShellCommand parent, ShellCommand child) {
        return line(at(parent)) + " -a " + quoted(String.join(" ", child.names())) + described(child.description());
    }

    private static void option(ShellCommand command, ShellOption option, List<String> lines) {
        StringBuilder line = new StringBuilder(line(at(command)));
        for (String name : option.names())
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        switch (option.takes()) {
            case VALUE -> line.append(offered(option.values(), " -r"));
            case PERHAPS -> line.append(offered(option.values(), ""));
            case NOTHING -> line.append("");
        }
        lines.add(line.append(described(option.description())).toString());
        // To fish a value that may be left out stands after "=" alone; to vastctl it may be the next word.
        if (option.takes() == Takes.PERHAPS && !option.values().isEmpty())
            lines.add(line(at(command) + "; and __vastctl_after " + String.join(" ", option.names()))
                    + offered(option.values(), ""));
    }

    private static String offered(Values values, String required) {
        List<String> words = new ArrayList<>(values.words());
        values.asked().ifPresent(kind -> words.add("(__vastctl_values " + kind + ")"));
        boolean files = values.files() || words.stream().anyMatch(word -> word.endsWith("="));
        return required
                + (files ? " -F" : required.isEmpty() ? "" : " -f")
                + (words.isEmpty() ? "" : " -a " + quoted(String.join(" ", words)));
    }

    private static String at(ShellCommand command) {
        return "__vastctl_at \"" + command.path() + "\"";
    }

    private static String at(ShellCommand command, ShellArgument argument) {
        return at(command) + (argument.many() ? "" : " " + argument.index());
    }

    private static String line(String condition) {
        return "complete -c vastctl -n " + quoted(condition);
    }

    private static String described(String description) {
        return description.isEmpty() ? "" : " -d " + quoted(description);
    }

    /** In single quotes, where fish knows two escapes. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
