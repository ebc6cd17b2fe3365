package io.vastctl.cli.completion;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a value may be, by what the help calls it: {@code <policy>}. What the help calls a file is one, and an enum
 * or {@code this|that} has its words.
 */
final class ValuesByLabel {

    /** The same label for other things, told apart by the option. */
    private static final Map<String, Values> BY_OPTION = Map.of(
            "--scope", Values.of(List.of("machine", "host")),
            "--source", Values.of(List.of("manual", "automatic")),
            "--market", Values.of(List.of("real", "simulated")),
            "--notify-on", Values.of(List.of("started", "ready", "failed", "leftover", "skipped")),
            "--adapter", Values.of(List.of("vllm", "http")),
            "--report", Values.of(List.of("junit=", "json=")),
            "--sample", Values.of(List.of("best", "spread")),
            "--workload", Values.asked(Kinds.WORKLOADS));

    private final Map<String, Values> byLabel;

    /**
     * @param settings the names of all settings
     * @param commands the names of the commands below the program
     */
    ValuesByLabel(List<String> settings, List<String> commands) {
        byLabel = Map.of(
                "<policy>", Values.asked(Kinds.POLICIES),
                "<scenario|file>",
                        Values.of(List.of("calm", "ordinary", "hostile")).orFiles(),
                "<file|url>", Values.FILES,
                "<name|file>", Values.asked(Kinds.WORKLOADS).orFiles(),
                "<run>", Values.asked(Kinds.RUNS),
                "<survey>", Values.asked(Kinds.SURVEYS),
                "<setting>", Values.of(settings),
                "<shell>", Values.of(List.of("bash", "zsh", "fish")),
                "COMMAND", Values.of(commands));
    }

    Values of(ArgSpec argument) {
        String label = argument.paramLabel();
        Values known = byLabel.get(label);
        if (known != null) return known;
        if (argument instanceof OptionSpec option) known = BY_OPTION.get(option.longestName());
        if (known != null) return known;
        Class<?> type = argument.type();
        if (type.isEnum()) return Values.of(words(type));
        if (isFile(type) || label.toLowerCase(Locale.ROOT).matches("<(file|folder|dir)>")) return Values.FILES;
        return label.matches("[a-z]+(\\|[a-z]+)+") ? Values.of(Arrays.asList(label.split("\\|", -1))) : Values.NONE;
    }

    private static boolean isFile(Class<?> type) {
        return type == Path.class || type == File.class;
    }

    private static List<String> words(Class<?> type) {
        List<String> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) words.add(constant.toString());
        return words;
    }
}
