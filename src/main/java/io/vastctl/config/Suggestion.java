package io.vastctl.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the word that was probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * Such as {@code  (did you mean max-price?)}; two that are equally near are both named; nothing if no known word is
     * near.
     */
    public static String didYouMean(String word, Collection<String> known) {
        List<String> near = nearest(word, known);
        return near.isEmpty()
                ? ""
                : " (did you mean " + String.join(" or ", near.size() == 2 ? near : near.subList(0, 1)) + "?)";
    }

    /** All that are equally near, in the order of the alphabet. */
    private static List<String> nearest(String word, Collection<String> known) {
        String plain = normal(word);
        Map<Integer, TreeSet<String>> byDistance = new TreeMap<>();
        for (String candidate : known)
            byDistance
                    .computeIfAbsent(distance(plain, normal(candidate)), distance -> new TreeSet<>())
                    .add(candidate);
        int tolerance = Math.max(1, plain.length() / 3);
        return byDistance.entrySet().stream()
                .findFirst()
                .filter(nearest -> nearest.getKey() <= tolerance)
                .map(nearest -> List.copyOf(nearest.getValue()))
                .orElse(List.of());
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
