package io.vastctl.cli.text;

import java.util.Comparator;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders a table's cells as what they mean: money, shares, durations, moments that are so long past or to come, amounts
 * of data and numbers by size, other texts as texts.
 */
public final class CellOrder {
    private CellOrder() {}

    private static final String DECIMAL = "\\d+(?:\\.\\d+)?";
    private static final Pattern TIME = Pattern.compile("(" + DECIMAL + ") (s|min|h|d)(?= |$)");
    private static final Pattern TIMES =
            Pattern.compile("(?:in )?" + DECIMAL + " (?:s|min|h|d)(?: " + DECIMAL + " (?:s|min|h))?(?: ago)?");
    private static final Pattern DATA = Pattern.compile("(" + DECIMAL + ") ?([kKMGTP]?)(i?)B(?:/s)?(?: .*)?");
    private static final Pattern NUMBER = Pattern.compile("(-?)\\$?(-?" + DECIMAL + "(?:[eE][+-]?\\d+)?)(?:/h|%| .*|)");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "min", 60, "h", 3600, "d", 86_400);
    private static final String PREFIXES = "KMGTP";

    /** Numbers before texts; a cell without a value is last either way round. */
    public static Comparator<String> of(boolean descending) {
        Comparator<String> order = Comparator.comparing(
                        (String cell) -> size(cell).isEmpty())
                .thenComparingDouble(cell -> size(cell).orElse(0))
                .thenComparing(Comparator.naturalOrder());
        return Comparator.comparing((String cell) -> cell.isEmpty() || cell.equals("-"))
                .thenComparing(descending ? order.reversed() : order);
    }

    /** What is longer ago is less, as what is earlier. */
    private static OptionalDouble size(String cell) {
        if (TIMES.matcher(cell).matches())
            return OptionalDouble.of(cell.endsWith(" ago") ? -seconds(cell) : seconds(cell));
        Matcher data = DATA.matcher(cell);
        if (data.matches()) return OptionalDouble.of(bytes(data));
        Matcher number = NUMBER.matcher(cell);
        if (!number.matches()) return OptionalDouble.empty();
        double size = Double.parseDouble(number.group(2));
        return OptionalDouble.of(number.group(1).isEmpty() ? size : -size);
    }

    private static double seconds(String cell) {
        return TIME.matcher(cell)
                .results()
                .mapToDouble(part -> Double.parseDouble(part.group(1)) * SECONDS.getOrDefault(part.group(2), 0))
                .sum();
    }

    private static double bytes(Matcher data) {
        int power = data.group(2).isEmpty()
                ? 0
                : PREFIXES.indexOf(Character.toUpperCase(data.group(2).charAt(0))) + 1;
        return Double.parseDouble(data.group(1)) * Math.pow(data.group(3).isEmpty() ? 1000 : 1024, power);
    }
}
