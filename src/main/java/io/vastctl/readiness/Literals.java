package io.vastctl.readiness;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds in a regular expression the texts of which a match must hold at least one. Reads what signatures use; what
 * it does not understand, it takes for nothing that could be relied on.
 */
final class Literals {

    private final String pattern;
    private int at;

    private Literals(String pattern) {
        this.pattern = pattern;
    }

    /**
     * Lower-case ASCII texts, one of which stands in every text that the pattern is found in, whatever the case.
     *
     * @return empty if there is no such set
     */
    static Set<String> of(String pattern) {
        return new Literals(pattern).alternatives();
    }

    /** Reads up to the end or the closing parenthesis, which it leaves. */
    private Set<String> alternatives() {
        Set<String> all = new HashSet<>();
        boolean usable = true;
        while (true) {
            Set<String> one = sequence();
            usable &= !one.isEmpty();
            all.addAll(one);
            if (at >= pattern.length() || pattern.charAt(at) == ')') return usable ? all : Set.of();
            at++;
        }
    }

    private Set<String> sequence() {
        Set<String> best = Set.of();
        StringBuilder run = new StringBuilder();
        while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
            Set<String> part = atom(run);
            boolean optional = isOptional();
            boolean repeated = quantifier();
            if (optional && part.isEmpty() && !run.isEmpty()) run.setLength(run.length() - 1);
            if (!part.isEmpty() || optional || repeated || isBreak) {
                best = better(best, run);
                run.setLength(0);
            }
            if (!optional && !part.isEmpty()) best = better(best, part);
        }
        return better(best, run);
    }

    private boolean isBreak;

    /** Reads one element: a character goes to the run, a group gives the set it requires. */
    private Set<String> atom(StringBuilder run) {
        isBreak = true;
        char c = pattern.charAt(at++);
        if (c == '(') return group();
        if (c == '[') return skipClass(run);
        if (c == '\\') return escape(run);
        if (".^$".indexOf(c) >= 0) return nothing(run);
        return literal(run, c);
    }

    private Set<String> literal(StringBuilder run, char c) {
        if (c >= 128) return nothing(run);
        isBreak = false;
        run.append(Character.toLowerCase(c));
        return Set.of();
    }

    /** A place holder, so that a quantifier behind it takes this away and not the character before. */
    private static Set<String> nothing(StringBuilder run) {
        run.append('\0');
        return Set.of();
    }

    private Set<String> escape(StringBuilder run) {
        char c = pattern.charAt(at++);
        if (c == 'x') {
            char hex = (char) Integer.parseInt(pattern.substring(at, at + 2), 16);
            at += 2;
            return literal(run, hex);
        }
        return Character.isLetterOrDigit(c) ? nothing(run) : literal(run, c);
    }

    private Set<String> skipClass(StringBuilder run) {
        if (pattern.charAt(at) == '^') at++;
        if (pattern.charAt(at) == ']') at++;
        while (pattern.charAt(at) != ']') at += pattern.charAt(at) == '\\' ? 2 : 1;
        at++;
        return nothing(run);
    }

    private Set<String> group() {
        boolean asserts = pattern.startsWith("?!", at) || pattern.startsWith("?<!", at);
        if (pattern.charAt(at) == '?') {
            while (":=!)".indexOf(pattern.charAt(at)) < 0) at++;
            if (pattern.charAt(at) != ')') at++;
        }
        Set<String> inside = alternatives();
        at++;
        return asserts ? Set.of() : inside;
    }

    private boolean isOptional() {
        return at < pattern.length() && ("?*".indexOf(pattern.charAt(at)) >= 0 || pattern.startsWith("{0", at));
    }

    private boolean quantifier() {
        int start = at;
        if (at < pattern.length() && pattern.charAt(at) == '{') at = pattern.indexOf('}', at) + 1;
        while (at < pattern.length() && "?*+".indexOf(pattern.charAt(at)) >= 0) at++;
        return at > start;
    }

    private static Set<String> better(Set<String> best, StringBuilder run) {
        String text = run.toString().replace("\0", "");
        return text.isEmpty() ? best : better(best, Set.of(text.toLowerCase(Locale.ROOT)));
    }

    private static Set<String> better(Set<String> one, Set<String> other) {
        return shortest(other) > shortest(one) ? other : one;
    }

    private static int shortest(Set<String> texts) {
        return texts.stream().mapToInt(String::length).min().orElse(0);
    }
}
