package io.vastctl.readiness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Many regular expressions looked for in many lines. One pass over a line tells by the plain texts in them which of the
 * expressions are worth trying, so that an ordinary line costs the same with one signature as with a hundred (the
 * automaton of Aho and Corasick, 1975).
 */
public final class PatternSet {

    private static final int ALPHABET = 128;
    private static final int LEAST_LITERAL = 3;

    private final BitSet always = new BitSet();
    private final int size;
    private int[] next = new int[ALPHABET];
    private final List<BitSet> found = new ArrayList<>(List.of(new BitSet()));
    private final boolean[] finds;

    /** Patterns are known by their place in the list. */
    public PatternSet(List<Pattern> patterns) {
        size = patterns.size();
        for (int i = 0; i < size; i++) {
            Set<String> literals = Literals.of(patterns.get(i).pattern());
            boolean usable = !literals.isEmpty() && literals.stream().allMatch(text -> text.length() >= LEAST_LITERAL);
            if (!usable) always.set(i);
            else for (String literal : literals) add(literal, i);
        }
        link();
        finds = new boolean[found.size()];
        for (int state = 0; state < finds.length; state++)
            finds[state] = !found.get(state).isEmpty();
    }

    /** The patterns that may be found in the line; all others are not in it. A superset, to be tried one by one. */
    public BitSet candidates(String line) {
        BitSet seen = (BitSet) always.clone();
        int state = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= ALPHABET) {
                state = 0;
                continue;
            }
            state = next[state * ALPHABET + (c >= 'A' && c <= 'Z' ? c + 32 : c)];
            if (finds[state]) seen.or(found.get(state));
        }
        return seen;
    }

    /** Those that no plain text could be found for, and that are therefore tried on every line. */
    public Collection<Integer> unfiltered() {
        return always.stream().boxed().toList();
    }

    private void add(String literal, int pattern) {
        int state = 0;
        for (int i = 0; i < literal.length(); i++) {
            int edge = state * ALPHABET + literal.charAt(i);
            if (next[edge] == 0) {
                next[edge] = found.size();
                found.add(new BitSet());
                if (next.length < found.size() * ALPHABET) next = Arrays.copyOf(next, next.length * 2);
            }
            state = next[edge];
        }
        found.get(state).set(pattern);
    }

    /** Makes each state know where to go on when a text breaks off, breadth first. */
    private void link() {
        int[] fallback = new int[found.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int c = 0; c < ALPHABET; c++) if (next[c] != 0) open.add(next[c]);
        while (!open.isEmpty()) {
            int state = open.remove();
            found.get(state).or(found.get(fallback[state]));
            for (int c = 0; c < ALPHABET; c++) {
                int onward = next[state * ALPHABET + c];
                int instead = next[fallback[state] * ALPHABET + c];
                if (onward == 0) {
                    next[state * ALPHABET + c] = instead;
                } else {
                    fallback[onward] = instead;
                    open.add(onward);
                }
            }
        }
    }
}
