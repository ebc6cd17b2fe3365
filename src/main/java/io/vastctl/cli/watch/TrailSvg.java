package io.vastctl.cli.watch;

import io.vastctl.guard.HeatLimits;
import io.vastctl.plot.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Small drawings for the page; all looks come from the style sheet, so that nothing inline has to be allowed. Pure. */
final class TrailSvg {
    private TrailSvg() {}

    private static final double WIDTH = 240;
    private static final double HEIGHT = 56;
    private static final int POINTS = 120;

    /**
     * How a number went, with a dashed line for each limit that is near.
     *
     * @param values the oldest first; not a number leaves a gap
     * @param limits of a temperature; empty for a number that has none
     * @param said read aloud in place of the drawing
     */
    static String line(List<Double> values, Optional<HeatLimits.Band> limits, String said) {
        List<Double> fitted = Spark.fit(values, POINTS);
        double least = fitted.stream()
                .filter(v -> !v.isNaN())
                .mapToDouble(v -> v)
                .min()
                .orElse(0);
        double most = fitted.stream()
                .filter(v -> !v.isNaN())
                .mapToDouble(v -> v)
                .max()
                .orElse(1);
        double bottom =
                limits.map(band -> Math.min(least, band.warm() - 25) - 1).orElse(Math.min(least, 0));
        double top = limits.map(band -> Math.max(most, band.critical()) + 1).orElse(Math.max(most, 1e-6) * 1.1);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"trail\" viewBox=\"0 0 %.0f %.0f\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                Markup.escape(said)));
        limits.ifPresent(band -> {
            rule(svg, "warm", y(band.warm(), bottom, top));
            rule(svg, "hot", y(band.hot(), bottom, top));
            rule(svg, "critical", y(band.critical(), bottom, top));
        });
        return svg.append("<path d=\"")
                .append(way(fitted, bottom, top))
                .append("\"/></svg>\n")
                .toString();
    }

    private static void rule(StringBuilder svg, String look, double y) {
        svg.append(String.format(
                Locale.ROOT, "<line class=\"%s\" x1=\"0\" y1=\"%.1f\" x2=\"%.0f\" y2=\"%.1f\"/>", look, y, WIDTH, y));
    }

    private static String way(List<Double> values, double bottom, double top) {
        StringBuilder way = new StringBuilder();
        double step = values.size() < 2 ? 0 : WIDTH / (values.size() - 1);
        boolean drawing = false;
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            if (Double.isNaN(value)) {
                drawing = false;
                continue;
            }
            double y = y(value, bottom, top);
            way.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", i * step, y));
            // A lone point would not be seen.
            if (!drawing) way.append(String.format(Locale.ROOT, "L%.1f %.1f", i * step + 1, y));
            drawing = true;
        }
        return way.toString();
    }

    private static double y(double value, double bottom, double top) {
        return HEIGHT * (top - value) / (top - bottom);
    }

    /** How much of a sum is used; in another colour from nine tenths on. */
    static String meter(double used, double all, String said) {
        double share = all > 0 && used >= 0 ? Math.min(1, used / all) : 0;
        return String.format(
                Locale.ROOT,
                "<svg class=\"meter\" viewBox=\"0 0 240 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">"
                        + "<rect class=\"all\" width=\"240\" height=\"10\"/><rect class=\"%s\" width=\"%.1f\" height=\"10\"/>"
                        + "</svg>%n",
                Markup.escape(said),
                share >= 0.9 ? "tight" : "used",
                share * 240);
    }
}
