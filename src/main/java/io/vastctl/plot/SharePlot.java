package io.vastctl.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Lying bars of equal length, each cut into shares of a whole.
 *
 * @param title read aloud in place of the drawing
 * @param kinds names of the shares, the same for every bar
 */
public record SharePlot(String title, List<String> kinds, List<Bar> bars) {

    private static final double ROW = 22;
    private static final double WIDEST_NAME = 160;
    private static final double RIGHT = Svg.WIDTH - 22;

    public SharePlot {
        kinds = List.copyOf(kinds);
        bars = List.copyOf(bars);
    }

    /**
     * One bar.
     *
     * @param amounts one for each kind, none below zero; all zero draws nothing
     */
    public record Bar(String name, List<Integer> amounts) {
        public Bar {
            amounts = List.copyOf(amounts);
        }
    }

    public String svg() {
        int longest = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
        double left = Math.min(WIDEST_NAME, longest * Svg.LETTER) + 10;
        Scale scale = new Scale(0, 1, 0.25, left, RIGHT);
        Svg svg = new Svg();
        double y = 0;
        for (Bar bar : bars) {
            svg.words("end", left - 6, y + 15, Svg.fitting(bar.name(), left - 8));
            draw(svg, bar, scale, y);
            y += ROW;
        }
        for (double tick : scale.ticks())
            svg.words("middle soft", scale.at(tick), y + 14, Math.round(tick * 100) + " %");
        return svg.done(Legend.draw(svg, legend(), y + 24), title);
    }

    private static void draw(Svg svg, Bar bar, Scale scale, double y) {
        int whole = bar.amounts().stream().mapToInt(amount -> amount).sum();
        double from = 0;
        for (int kind = 0; kind < bar.amounts().size() && whole > 0; kind++) {
            double share = (double) bar.amounts().get(kind) / whole;
            if (share == 0) continue;
            double width = scale.at(share) - scale.from();
            svg.rect(PlotStyle.kind(kind), scale.at(from), y + 2, width, ROW - 5);
            from += share;
        }
    }

    private List<Legend.Entry> legend() {
        List<Legend.Entry> entries = new ArrayList<>();
        for (int kind = 0; kind < kinds.size(); kind++)
            entries.add(new Legend.Entry(kinds.get(kind), PlotStyle.kind(kind), false));
        return entries;
    }
}
