package io.vastctl.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /** Such as {@code  (did you mean max-price?)}, or nothing if no known word is near. */
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map(near -> " (did you mean " + near + "?)").orElse("");
    }

    public static Optional<String> nearest(String word, Collection<String> known) {
        String plain = normal(word);
        int tolerance = Math.max(1, plain.length() / 3);
        return known.stream()
                .filter(candidate -> distance(plain, normal(candidate)) <= tolerance)
                .min(Comparator.comparingInt((String candidate) -> distance(plain, normal(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Letters to insert, delete or replace, and neighbours to swap. */
    private static int distance(String from, String to) {
        int[] twoAbove = {};
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) above[column] = column;
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
                if (swapped(from, row, to, column))
                    current[column] = Math.min(current[column], twoAbove[column - 2] + 1);
            }
            twoAbove = above;
            above = current;
        }
        return above[to.length()];
    }

    private static boolean swapped(String from, int row, String to, int column) {
        return row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
    }
}
