package io.vastctl.cli.text;

import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Text whose long lines go on below themselves, further in, broken at blanks. Pure. */
public final class Wrapped {
    private Wrapped() {}

    private static final int FURTHER_IN = 4;
    /** A narrower rest of a line is not worth an indentation. */
    private static final int NARROWEST = 20;

    /**
     * The text with its long lines broken.
     *
     * @param width in characters; empty for as wide as it gets
     */
    public static String text(String text, OptionalInt width) {
        if (width.isEmpty()) return text;
        return text.lines()
                .map(line -> line(line, width.getAsInt()) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private static String line(String line, int width) {
        if (line.length() <= width) return line;
        int indent = line.length() - line.stripLeading().length();
        String further = " ".repeat(indent + FURTHER_IN > width - NARROWEST ? 0 : indent + FURTHER_IN);
        StringBuilder broken = new StringBuilder();
        String rest = line;
        while (rest.length() > width) {
            int first = rest.length() - rest.stripLeading().length();
            int blank = rest.lastIndexOf(' ', width);
            // A word that is longer than the line, such as an address, stays whole.
            if (blank <= first) blank = rest.indexOf(' ', first + 1);
            if (blank < 0) break;
            broken.append(rest.substring(0, blank).stripTrailing()).append(System.lineSeparator());
            rest = further + rest.substring(blank).stripLeading();
        }
        return broken.append(rest).toString();
    }
}
