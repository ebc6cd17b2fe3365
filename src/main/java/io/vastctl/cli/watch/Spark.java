package io.vastctl.cli.watch;

import java.util.ArrayList;
import java.util.List;

/** A row of small bars, one column each, that shows how a number went. Pure. */
final class Spark {
    private Spark() {}

    private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final String ASCII = ".:-=+*#@";

    /**
     * Draws it between the least and the greatest of the values; in the middle if they are all the same.
     *
     * @param values the oldest first; not a number leaves a gap
     * @param cells as wide at most; neighbours are averaged to fit
     */
    static String line(List<Double> values, int cells, boolean unicode) {
        if (cells < 1 || values.stream().allMatch(value -> value.isNaN())) return "";
        List<Double> fitted = fit(values, cells);
        double least = fitted.stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(v -> v)
                .min()
                .orElse(0);
        double most = fitted.stream()
                .filter(value -> !value.isNaN())
                .mapToDouble(v -> v)
                .max()
                .orElse(0);
        String bars = unicode ? BLOCKS : ASCII;
        StringBuilder line = new StringBuilder();
        for (double value : fitted) line.append(Double.isNaN(value) ? ' ' : bars.charAt(height(value, least, most)));
        return line.toString();
    }

    private static int height(double value, double least, double most) {
        int highest = BLOCKS.length() - 1;
        return most - least < 1e-9 ? highest / 2 : (int) Math.round((value - least) / (most - least) * highest);
    }

    /** So many values at most, each the mean of as many of the given ones. */
    static List<Double> fit(List<Double> values, int cells) {
        if (values.size() <= cells) return values;
        List<Double> fitted = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            int from = cell * values.size() / cells;
            int to = (cell + 1) * values.size() / cells;
            fitted.add(values.subList(from, to).stream()
                    .filter(value -> !value.isNaN())
                    .mapToDouble(value -> value)
                    .average()
                    .orElse(Double.NaN));
        }
        return fitted;
    }
}
