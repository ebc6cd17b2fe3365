package io.vastctl.simulator.box.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern of the shell: {@code *}, {@code ?} and {@code [...]}; a backslash takes a character as it is. */
final class Glob {

    /** A backslash, and what begins a pattern. */
    private static final String SPECIAL = "\\*?[";

    private static final Known<Pattern> KNOWN = new Known<>(Glob::compiled);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private Glob() {}

    static boolean isPattern(String text) {
        for (int at = 0; at < text.length(); at++) {
            boolean special = SPECIAL.indexOf(text.charAt(at)) > 0;
            if (special && (at == 0 || text.charAt(at - 1) != '\\')) return true;
        }
        return false;
    }

    /** The text with a backslash before all that would mean something. */
    static String literal(String text) {
        if (!hasSpecial(text) && text.indexOf(']') < 0) return text;
        StringBuilder literal = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (SPECIAL.indexOf(next) >= 0 || next == ']') literal.append('\\');
            literal.append(next);
        }
        return literal.toString();
    }

    private static boolean hasSpecial(String text) {
        for (int at = 0; at < text.length(); at++) if (SPECIAL.indexOf(text.charAt(at)) >= 0) return true;
        return false;
    }

    static String plain(String pattern) {
        return pattern.indexOf('\\') < 0 ? pattern : ESCAPED.matcher(pattern).replaceAll("$1");
    }

    static Pattern regex(String glob) {
        return KNOWN.of(glob);
    }

    private static Pattern compiled(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < glob.length(); at++) {
            char next = glob.charAt(at);
            if (next == '\\' && at + 1 < glob.length()) regex.append(Pattern.quote(glob.substring(++at, at + 1)));
            else if (next == '*') regex.append(".*");
            else if (next == '?') regex.append('.');
            else if (next == '[' && glob.indexOf(']', at + 2) > 0) {
                int end = glob.indexOf(']', at + 2);
                String set = glob.substring(at + 1, end);
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                at = end;
            } else regex.append(Pattern.quote(String.valueOf(next)));
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(glob));
        }
    }

    static boolean matches(String glob, String text) {
        if (!hasSpecial(glob)) return glob.equals(text);
        return regex(glob).matcher(text).matches();
    }

    /** The files that match, as they were written: relative ones stay relative. */
    static List<String> expand(String glob, String folder, Files files) {
        boolean absolute = glob.startsWith("/");
        List<String> found = List.of(absolute ? "/" : "");
        for (String name : glob.split("/+", -1)) {
            if (name.isEmpty()) continue;
            List<String> deeper = new ArrayList<>();
            for (String prefix : found) deeper.addAll(step(prefix, name, folder, files));
            found = deeper;
        }
        return found;
    }

    private static List<String> step(String prefix, String name, String folder, Files files) {
        String start = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        if (!isPattern(name)) {
            String path = start + plain(name);
            return files.exists(Files.resolve(folder, path)) ? List.of(path) : List.of();
        }
        return files.children(Files.resolve(folder, prefix)).stream()
                .filter(child -> !child.startsWith(".") || name.startsWith("."))
                .filter(child -> matches(name, child))
                .map(child -> start + child)
                .toList();
    }
}
