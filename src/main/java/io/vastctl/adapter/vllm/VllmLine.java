package io.vastctl.adapter.vllm;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a vLLM log. Taking it apart costs, and few lines are worth it, so that is done when asked for.
 *
 * @param number in the log, from 1
 * @param text as the server wrote it
 */
record VllmLine(long number, String text) {

    private static final Pattern TAGS = Pattern.compile("^(?:\\(([^()]*?pid=\\d+)[^)]*\\) ?)+");

    private static final Pattern PLACE = Pattern.compile(
            "^(?:\\S+ )?(?:DEBUG|INFO|WARNING|ERROR|CRITICAL|FATAL)(?: \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"
                    + "(?:[.,]\\d+)? \\[?[\\w./-]+:\\d+\\] ?|: *)");

    private static final Predicate<String> QUIET = Pattern.compile(
                    "^(?:\\S+ )?(?:\\([^()]*pid=\\d+[^)]*\\) )*(?:\\S+ )?(?:DEBUG|INFO|WARNING|WARN)"
                            + "(?: \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d|: )")
            .asPredicate();

    private static final Predicate<String> ERROR = Pattern.compile(
                    "^(?:\\S+ )?(?:\\([^()]*pid=\\d+[^)]*\\) )*(?:\\S+ )?(?:ERROR|CRITICAL|FATAL)"
                            + "(?: \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d|: )")
            .asPredicate();

    /** Without process, level, time and place. */
    String message() {
        Matcher tags = TAGS.matcher(text);
        String bare = tags.find() ? text.substring(tags.end()) : text;
        return PLACE.matcher(bare).replaceFirst("");
    }

    /** The tag of the process that wrote it, such as {@code EngineCore_0 pid=12}; empty without one. */
    String process() {
        Matcher tags = TAGS.matcher(text);
        return tags.find() ? tags.group(1) : "";
    }

    /** Whether the server itself calls it a warning or less. */
    boolean isQuiet() {
        return QUIET.test(text);
    }

    /** Whether the server itself calls it an error or worse. */
    boolean isError() {
        return ERROR.test(text);
    }

    boolean isOfWorker() {
        return process().contains("Worker");
    }

    boolean isOfEngine() {
        return process().startsWith("EngineCore");
    }
}
