package io.vastctl.simulator.market;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that was probably meant. */
final class Nearest {

    private Nearest() {}

    /** {@code ; did you mean 'that'?}, or nothing if no known word is near. */
    static String hint(String word, Collection<String> known) {
        return find(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    }

    private static Optional<String> find(String word, Collection<String> known) {
        int tolerance = Math.max(1, (word.length() + 1) / 3);
        return known.stream()
                .filter(candidate -> steps(word, candidate) <= tolerance)
                .min(Comparator.comparingInt((String candidate) -> steps(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, delete or replace. */
    private static int steps(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) row[j] = j;
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
