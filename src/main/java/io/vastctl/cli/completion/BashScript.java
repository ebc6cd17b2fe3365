package io.vastctl.cli.completion;

import io.vastctl.cli.completion.ShellOption.Takes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For bash 3.2 and later, without the bash-completion package: tables as functions, read by one frame. */
final class BashScript {
    private BashScript() {}

    static String of(ShellCommand program) {
        List<ShellCommand> all = program.all();
        return Frame.of("bash")
                .replace("@TABLES@", String.join("\n\n", names(all), children(all), options(all), arguments(all)));
    }

    private static String names(List<ShellCommand> all) {
        return function(
                "_vastctl_names",
                "$1",
                all.stream()
                        .map(command -> "    " + Frame.quoted(command.path()) + ") names="
                                + Frame.quoted(words(command.options().stream().flatMap(o -> o.names().stream())))
                                + " children="
                                + Frame.quoted(words(command.children().stream().flatMap(c -> c.names().stream())))
                                + " ;;"));
    }

    private static String children(List<ShellCommand> all) {
        return function(
                "_vastctl_child",
                "$1/$2",
                all.stream()
                        .flatMap(parent -> parent.children().stream().map(child -> {
                            String patterns = child.names().stream()
                                    .map(name -> Frame.quoted(parent.path() + "/" + name))
                                    .collect(Collectors.joining(" | "));
                            return "    " + patterns + ") child=" + Frame.quoted(child.path()) + " ;;";
                        })));
    }

    /** What most commands mean by an option is said once, after those that mean something else by it. */
    private static String options(List<ShellCommand> all) {
        Map<String, Map<String, String>> meanings = new TreeMap<>();
        for (ShellCommand command : all)
            for (ShellOption option : command.options())
                for (String name : option.names())
                    meanings.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(command.path(), meaning(option));
        Stream.Builder<String> special = Stream.builder();
        Stream.Builder<String> common = Stream.builder();
        meanings.forEach((name, byCommand) -> {
            String most = mostCommon(byCommand);
            byCommand.forEach((path, meaning) -> {
                if (!meaning.equals(most)) special.add(line(Frame.quoted(path + "/" + name), meaning));
            });
            if (!most.isEmpty()) common.add(line("*" + Frame.quoted("/" + name), most));
        });
        String reset = "  takes= fixed= asked= files=\n";
        return function("_vastctl_option", "$1/$2", Stream.concat(special.build(), common.build()))
                .replaceFirst("\\{\n", "{\n" + reset);
    }

    private static String mostCommon(Map<String, String> byCommand) {
        Map<String, Long> counts =
                byCommand.values().stream().collect(Collectors.groupingBy(m -> m, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static String meaning(ShellOption option) {
        if (option.takes() == Takes.NOTHING) return "";
        return "takes=" + (option.takes() == Takes.VALUE ? "value" : "perhaps") + values(option.values());
    }

    private static String arguments(List<ShellCommand> all) {
        return function(
                "_vastctl_argument",
                "$1/$2",
                all.stream()
                        .flatMap(command -> command.arguments().stream()
                                .filter(argument -> !argument.values().isEmpty())
                                .map(argument -> line(
                                        Frame.quoted(command.path() + "/") + (argument.many() ? "*" : argument.index()),
                                        values(argument.values()).strip()))));
    }

    private static String values(Values values) {
        StringBuilder text = new StringBuilder();
        if (!values.words().isEmpty()) text.append(" fixed=").append(Frame.quoted(String.join(" ", values.words())));
        values.asked().ifPresent(kind -> text.append(" asked=").append(kind));
        if (values.files()) text.append(" files=1");
        return text.toString();
    }

    private static String line(String pattern, String action) {
        return "    " + pattern + ") " + action + " ;;";
    }

    private static String words(Stream<String> words) {
        return words.collect(Collectors.joining(" "));
    }

    private static String function(String name, String subject, Stream<String> lines) {
        return name + "() {\n  case \"" + subject + "\" in\n" + lines.collect(Collectors.joining("\n")) + "\n  esac\n}";
    }
}
