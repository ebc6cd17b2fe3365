package io.vastctl.simulator.box.shell;

import java.util.regex.Pattern;

/** Regular expressions of POSIX in the words of Java. */
final class Regex {

    private static final String SWAPPED = "(){}|+?";

    private static final Known<Pattern> COMPILED = new Known<>(Pattern::compile);

    private Regex() {}

    /** The pattern, compiled once. */
    static Pattern compiled(String java) {
        return COMPILED.of(java);
    }

    static String extended(String posix) {
        return classes(posix);
    }

    /** In basic ones a backslash gives parentheses, braces, bars, plus and question mark their meaning. */
    static String basic(String posix) {
        StringBuilder java = new StringBuilder();
        boolean inSet = false;
        for (int i = 0; i < posix.length(); i++) {
            char next = posix.charAt(i);
            boolean escape = next == '\\' && i + 1 < posix.length() && !inSet;
            if (escape && SWAPPED.indexOf(posix.charAt(i + 1)) >= 0) java.append(posix.charAt(++i));
            else if (escape) java.append(next).append(posix.charAt(++i));
            else if (!inSet && SWAPPED.indexOf(next) >= 0) java.append('\\').append(next);
            else if (!inSet && next == '*' && java.isEmpty()) java.append("\\*");
            else java.append(next);
            if (next == '[' && !escape) inSet = true;
            else if (next == ']' && inSet && posix.charAt(i - 1) != '[' && !isClassEnd(posix, i)) inSet = false;
        }
        return classes(java.toString());
    }

    private static boolean isClassEnd(String posix, int at) {
        return at > 0 && posix.charAt(at - 1) == ':' && at + 1 < posix.length();
    }

    private static String classes(String regex) {
        return regex.replace("[:space:]", "\\s")
                .replace("[:blank:]", " \\t")
                .replace("[:digit:]", "0-9")
                .replace("[:alnum:]", "A-Za-z0-9")
                .replace("[:alpha:]", "A-Za-z")
                .replace("[:upper:]", "A-Z")
                .replace("[:lower:]", "a-z");
    }
}
