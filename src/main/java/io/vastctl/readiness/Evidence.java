package io.vastctl.readiness;

import java.util.regex.Pattern;

/** Cuts the few lines out of a text that show a cause: 600 characters at most, tokens made unreadable. */
public final class Evidence {

    private static final int MOST_CHARACTERS = 600;

    // A log may quote what it was started with; evidence is stored and shown.
    private static final Pattern SECRET =
            Pattern.compile("\\bhf_[A-Za-z0-9]{8,}|(?<=Bearer )\\S+|\\b(?:sk|vctl)-[\\w-]{16,}");

    private Evidence() {}

    /** The line at that position and the one after it, where it fits: the cause reads first. */
    public static String around(String text, int position) {
        int start = lineStart(text, position);
        int end = lineEnd(text, position);
        String line = text.substring(start, end).strip();
        if (line.length() >= MOST_CHARACTERS) return redacted(window(text, position, start, end));
        String after = end == text.length()
                ? ""
                : text.substring(end + 1, lineEnd(text, end + 1)).strip();
        return redacted(!after.isEmpty() && fits(after, line) ? line + "\n" + after : line);
    }

    private static boolean fits(String more, String evidence) {
        return more.length() + 1 + evidence.length() <= MOST_CHARACTERS;
    }

    /** A long line is cut so that the place that matched stays in it. */
    private static String window(String text, int position, int start, int end) {
        int from = Math.max(start, Math.min(position - 100, end - MOST_CHARACTERS));
        return text.substring(from, Math.min(end, from + MOST_CHARACTERS)).strip();
    }

    /** The text with what looks like a token or key made unreadable. */
    public static String redacted(String text) {
        return SECRET.matcher(text).replaceAll("***");
    }

    private static int lineStart(String text, int position) {
        return text.lastIndexOf('\n', position - 1) + 1;
    }

    private static int lineEnd(String text, int position) {
        int end = text.indexOf('\n', position);
        return end < 0 ? text.length() : end;
    }
}
