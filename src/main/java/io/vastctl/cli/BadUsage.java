package io.vastctl.cli;

import io.vastctl.config.Durations;
import io.vastctl.config.Suggestion;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words what cannot be parsed: the input, what was expected, where to read on; one line. */
final class BadUsage {

    /** How picocli words a value that looks like an option, in one of several complaints. */
    private static final Pattern DASHED = Pattern.compile("Expected parameter for option '(-\\S+)' but found '(.*?)'");

    private final Map<String, String> environment;

    BadUsage(Map<String, String> environment) {
        this.environment = environment;
    }

    String line(ParameterException e, String[] args) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        return what(e, command, args) + " (see " + command.qualifiedName() + " --help)";
    }

    private String what(ParameterException e, CommandSpec command, String[] args) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty())
            return unknown(unmatched.getUnmatched().get(0), command);
        Matcher dashed = DASHED.matcher(String.valueOf(e.getMessage()));
        if (dashed.find() && command.findOption(dashed.group(1)) != null)
            return dashed.group(1) + ": expected " + expected(command.findOption(dashed.group(1))) + ", found \""
                    + dashed.group(2) + "\"";
        ArgSpec argument = e.getArgSpec();
        String value = e.getValue();
        if (argument != null && value != null && !(e instanceof OverwrittenOptionException))
            return named(argument, value, args) + ": expected " + expected(argument) + ", found \"" + value + "\""
                    + Suggestion.didYouMean(value, words(argument));
        return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    private static String unknown(String word, CommandSpec command) {
        if (word.startsWith("-")) {
            List<String> options = command.options().stream()
                    .flatMap(option -> Arrays.stream(option.names()))
                    .filter(name -> name.startsWith("--"))
                    .toList();
            return "unknown option " + word.replaceFirst("=.*", "")
                    + Suggestion.didYouMean(word.replaceFirst("=.*", ""), options);
        }
        Collection<String> commands = command.subcommands().keySet();
        return commands.isEmpty()
                ? "unexpected argument " + word
                : "unknown command " + word + Suggestion.didYouMean(word, commands);
    }

    /** An option that nobody typed has its value from the environment. */
    private String named(ArgSpec argument, String value, String[] args) {
        if (!(argument instanceof OptionSpec option)) return argument.paramLabel();
        Optional<String> variable = EnvironmentDefaults.variable(option);
        boolean typed = Arrays.stream(args)
                .map(arg -> arg.replaceFirst("=.*", ""))
                .anyMatch(arg -> Arrays.asList(option.names()).contains(arg));
        return variable.filter(name -> !typed && value.equals(environment.get(name)))
                .map(name -> "environment " + name)
                .orElse(option.longestName());
    }

    private static String expected(ArgSpec argument) {
        List<String> words = words(argument);
        if (!words.isEmpty()) return String.join(" or ", words);
        if (argument.paramLabel().equals("<duration>")) return Durations.EXPECTED;
        return PLAIN.getOrDefault(type(argument), "another value");
    }

    /** The values of an argument that takes one of a few; else none. */
    private static List<String> words(ArgSpec argument) {
        Class<?> type = type(argument);
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList()
                : List.of();
    }

    /** What one value of it is. */
    private static Class<?> type(ArgSpec argument) {
        return argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
    }

    private static final Map<Class<?>, String> PLAIN = Map.of(
            long.class, "a whole number",
            Long.class, "a whole number",
            int.class, "a whole number",
            Integer.class, "a whole number",
            Double.class, "a number",
            double.class, "a number",
            boolean.class, "true or false",
            Boolean.class, "true or false",
            String.class, "a value");
}
