package io.vastctl.adapter.vllm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The text of the last start in a log, made plain: no colours, progress bars as lines of their own.
 *
 * @param lines from the last start on
 */
record VllmLog(List<String> lines) {

    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*[A-Za-z]");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");
    private static final Pattern VERSION = Pattern.compile("vLLM (?:OpenAI )?API server version \\S+"
            + "|vLLM server version \\S+, serving model|^[^A-Za-z]*version \\d+\\.\\d\\S*\\s*$");
    private static final Pattern PLATFORM = Pattern.compile("Automatically detected platform|No platform detected");
    private static final Pattern END_OF_RUN =
            Pattern.compile("Traceback \\(most recent call last\\)|Finished server process|Engine core init"
                    + "ialization failed|Engine process failed to start|exited with code|^Killed$");

    /** How far above the version line a start may begin: vLLM imports first and warns then. */
    private static final int IMPORT_LINES = 30;

    static VllmLog of(String text) {
        List<String> lines = List.of(LINE_END.split(COLOUR.matcher(text).replaceAll(""), -1));
        List<String> ours = from(lines, last(lines, line -> line.startsWith(VllmStartScript.MARKER)));
        return new VllmLog(from(ours, beginning(ours)));
    }

    /** The text below the first line that says the server was up; empty if none does. */
    VllmLog sinceServing() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).contains("Application startup complete.")) return new VllmLog(from(lines, i + 1));
        }
        return new VllmLog(List.of());
    }

    VllmLog without(Predicate<String> unwanted) {
        return new VllmLog(lines.stream().filter(unwanted.negate()).toList());
    }

    boolean anyLine(Predicate<String> wanted) {
        return lines.stream().anyMatch(wanted);
    }

    /** Position of the last such line, -1 if there is none. */
    int last(Predicate<String> wanted) {
        return last(lines, wanted);
    }

    String text() {
        return String.join("\n", lines);
    }

    /** A supervisor may have started the server again: then only the last start counts. */
    private static int beginning(List<String> lines) {
        int version = last(lines, line -> VERSION.matcher(line).find());
        for (int i = version - 1; i >= Math.max(0, version - IMPORT_LINES); i--) {
            if (END_OF_RUN.matcher(lines.get(i)).find()) break;
            if (PLATFORM.matcher(lines.get(i)).find()) return i;
        }
        // With one version line all text above it can only be about the same start.
        boolean only = version >= 0 && VllmLog.first(lines, VERSION) == version && !endsARunAbove(lines, version);
        return only ? 0 : version;
    }

    private static boolean endsARunAbove(List<String> lines, int end) {
        return lines.subList(0, end).stream()
                .anyMatch(line -> END_OF_RUN.matcher(line).find());
    }

    private static int first(List<String> lines, Pattern pattern) {
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) return i;
        }
        return -1;
    }

    private static int last(List<String> lines, Predicate<String> wanted) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (wanted.test(lines.get(i))) return i;
        }
        return -1;
    }

    private static List<String> from(List<String> lines, int start) {
        return new ArrayList<>(lines.subList(Math.max(0, start), lines.size()));
    }
}
