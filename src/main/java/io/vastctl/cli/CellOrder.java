package io.vastctl.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders a table's cells as what they mean: money, shares, durations and numbers by size, other texts as texts. */
final class CellOrder {
    private CellOrder() {}

    private static final Pattern TIME = Pattern.compile("(\\d+) (s|min|h|d)(?: |$)");
    private static final Pattern TIMES = Pattern.compile("(?:in )?\\d+ (?:s|min|h|d)(?: \\d+ (?:s|min|h))?(?: ago)?");
    private static final Pattern NUMBER = Pattern.compile("\\$?(-?\\d+(?:\\.\\d+)?)(?:/h| .*|)");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "min", 60, "h", 3600, "d", 86_400);

    /** Numbers before texts; a cell without a value is last either way round. */
    static Comparator<String> of(boolean descending) {
        Comparator<String> order = Comparator.comparing(
                        (String cell) -> size(cell).isEmpty())
                .thenComparingDouble(cell -> size(cell).orElse(0))
                .thenComparing(Comparator.naturalOrder());
        return Comparator.comparing((String cell) -> cell.isEmpty() || cell.equals("-"))
                .thenComparing(descending ? order.reversed() : order);
    }

    private static OptionalDouble size(String cell) {
        if (TIMES.matcher(cell).matches())
            return OptionalDouble.of(cell.endsWith(" ago") ? -seconds(cell) : seconds(cell));
        Matcher number = NUMBER.matcher(cell);
        return number.matches() ? OptionalDouble.of(Double.parseDouble(number.group(1))) : OptionalDouble.empty();
    }

    private static double seconds(String cell) {
        return TIME.matcher(cell)
                .results()
                .mapToDouble(part -> Long.parseLong(part.group(1)) * (double) SECONDS.getOrDefault(part.group(2), 0))
                .sum();
    }
}
