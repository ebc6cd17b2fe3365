package io.vastctl.adapter.http;

import java.util.regex.Pattern;

/** What one line of a log says of itself, in the habits of the servers that there are workload files for. */
final class ServerLine {

    private static final Pattern QUIET = Pattern.compile("^.{0,80}?(?<!=)\\b(?:WARN(?:ING)?|INFO|DEBUG|TRACE)\\b"
            + "|\\blevel=(?i:warn|info|debug|trace)|\"level\" ?: ?\"(?i:warn|info|debug|trace)"
            + "|\\b[A-Z]\\w*Warning: |^(?i:\\S+ )?(?i:warning|warn): ");

    /** Requests that are tried again, accesses, advice. */
    private static final Pattern NOISE = Pattern.compile("(?i)\\bretry(?:ing)? (?:in|after|attempt|\\d)|, retrying\\b"
            + "|\\bwill (?:be )?retr|\\bRetry\\(total=|\\btrying to resume|\\bfalling back"
            + "|\"(?:GET|POST|HEAD|PUT|PATCH|DELETE|OPTIONS) \\S+(?: HTTP/[\\d.]+)?\"|^\\[GIN\\] "
            + "|private or gated repo");

    private static final Pattern UP = Pattern.compile("(?i)\\blistening (?:on|at)\\b|\\buvicorn running on\\b"
            + "|\\bapplication startup complete\\b|\\bfired up and ready\\b|\\bserver is listening\\b"
            + "|\"(?:GET|POST) \\S+(?: HTTP/[\\d.]+)?\" 2\\d\\d\\b|^\\[GIN\\] [^|]*\\| 2\\d\\d \\|");

    private static final Pattern TELLING =
            Pattern.compile("(?i)error|exception|fatal|failed|traceback|killed|panic|not found|denied");

    private ServerLine() {}

    /** Whether the server itself calls it a warning or less. */
    static boolean isQuiet(String line) {
        return QUIET.matcher(line).find();
    }

    /** Whether it must not be read as a failure. */
    static boolean isNoise(String line) {
        return NOISE.matcher(line).find();
    }

    /** Whether it shows a server that takes requests. */
    static boolean isUp(String line) {
        return UP.matcher(line).find();
    }

    /** Whether it may say something of a death that nobody has described. */
    static boolean isTelling(String line) {
        return TELLING.matcher(line).find() && !isNoise(line);
    }
}
