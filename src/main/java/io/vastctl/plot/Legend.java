package io.vastctl.plot;

import java.util.List;

/** What the colours mean, below a plot, in as many rows as it takes. */
final class Legend {

    private static final double ROW = 18;
    private static final double SWATCH = 18;
    private static final double GAP = 14;

    private Legend() {}

    /**
     * One entry.
     *
     * @param look class of its swatch
     * @param line whether the swatch is a piece of line
     */
    record Entry(String name, String look, boolean line) {}

    /** Draws it. @return where the drawing ends */
    static double draw(Svg svg, List<Entry> entries, double top) {
        double x = 4;
        double y = top;
        for (Entry entry : entries) {
            String name = Svg.fitting(entry.name(), Svg.WIDTH - SWATCH - 16);
            double width = SWATCH + 6 + name.length() * Svg.LETTER + GAP;
            if (x > 4 && x + width - GAP > Svg.WIDTH) {
                x = 4;
                y += ROW;
            }
            if (entry.line()) svg.line(entry.look(), x, y + 8, x + SWATCH, y + 8);
            else svg.rect(entry.look(), x + 2, y + 2, 12, 12);
            svg.words("start", x + SWATCH + 5, y + 12, name);
            x += width;
        }
        return entries.isEmpty() ? top : y + ROW + 4;
    }
}
