package io.vastctl.plot;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Lying bars from zero, in groups, each with its interval.
 *
 * @param title read aloud in place of the drawing
 * @param words how a value reads, also at the ticks
 */
public record BarPlot(String title, List<Group> groups, DoubleFunction<String> words) {

    private static final double BAR = 13;
    private static final double BETWEEN_GROUPS = 9;
    private static final double AXIS = 22;
    private static final double ROOM_FOR_WORDS = 56;
    private static final double WIDEST_NAME = 150;
    private static final int TICKS = 4;

    /** An interval may reach so many times beyond the longest bar; a longer one would press the bars flat. */
    private static final double REACH = 2.5;

    public BarPlot {
        groups = List.copyOf(groups);
    }

    /** Bars that belong together, under one name. */
    public record Group(String name, List<Bar> bars) {
        public Group {
            bars = List.copyOf(bars);
        }
    }

    /**
     * One bar.
     *
     * @param colour number of its colour, from 0
     * @param pale told apart from a full one of the same colour
     * @param value not below zero; empty or infinite where unknown, said in words then
     * @param low lower end of its interval; empty for none
     * @param high upper end; infinite where there is none
     */
    public record Bar(int colour, boolean pale, OptionalDouble value, OptionalDouble low, OptionalDouble high) {}

    public String svg() {
        double left = Math.min(
                        WIDEST_NAME,
                        groups.stream()
                                        .mapToInt(group -> group.name().length())
                                        .max()
                                        .orElse(0)
                                * Svg.LETTER)
                + 10;
        Scale scale = Scale.fromZero(largest(), TICKS, left, Svg.WIDTH - ROOM_FOR_WORDS);
        double bottom = groups.stream().mapToDouble(BarPlot::height).sum();
        Svg svg = new Svg();
        for (double tick : scale.ticks()) {
            svg.line("grid", scale.at(tick), 0, scale.at(tick), bottom);
            svg.words("middle soft", scale.at(tick), bottom + 15, words.apply(tick));
        }
        double top = 0;
        for (Group group : groups) {
            double middle = top + height(group) / 2;
            svg.words("end", left - 6, middle + 4, Svg.fitting(group.name(), left - 8));
            double y = top + BETWEEN_GROUPS / 2;
            for (Bar bar : group.bars()) {
                draw(svg, scale, bar, y);
                y += BAR;
            }
            top += height(group);
        }
        svg.line("axis", left, 0, left, bottom);
        return svg.done(bottom + AXIS, title);
    }

    private void draw(Svg svg, Scale scale, Bar bar, double y) {
        double middle = y + BAR / 2;
        if (!Double.isFinite(bar.value().orElse(Double.NaN))) {
            svg.words("start soft", scale.from() + 6, middle + 4, "none");
            return;
        }
        double value = bar.value().orElseThrow();
        String look = PlotStyle.fill(bar.colour()) + (bar.pale() ? " pale" : "");
        svg.rect(look, scale.from(), y + 1.5, scale.at(value) - scale.from(), BAR - 3);
        double end = scale.at(value);
        if (bar.low().isPresent() && bar.high().isPresent()) {
            double low = scale.at(bar.low().getAsDouble());
            double high = Math.min(scale.at(bar.high().getAsDouble()), scale.to());
            svg.line("whisker", low, middle, high, middle);
            svg.line("whisker", low, middle - 3, low, middle + 3);
            if (bar.high().getAsDouble() <= scale.high()) svg.line("whisker", high, middle - 3, high, middle + 3);
            else svg.path("whisker", arrow(high, middle));
            end = Math.max(end, high);
        }
        svg.words("start", end + 6, middle + 4, words.apply(value));
    }

    /** It goes on beyond the drawing. */
    private static String arrow(double x, double y) {
        return "M" + Markup.number(x - 5) + " " + Markup.number(y - 4) + "L" + Markup.number(x) + " " + Markup.number(y)
                + "L" + Markup.number(x - 5) + " " + Markup.number(y + 4);
    }

    private double largest() {
        double bars = finite(
                groups.stream().flatMap(group -> group.bars().stream()).flatMapToDouble(bar -> bar.value().stream()));
        double ends = finite(
                groups.stream().flatMap(group -> group.bars().stream()).flatMapToDouble(bar -> bar.high().stream()));
        return Math.max(bars, Math.min(ends, bars * REACH));
    }

    private static double finite(DoubleStream values) {
        return values.filter(Double::isFinite).max().orElse(0);
    }

    private static double height(Group group) {
        return group.bars().size() * BAR + BETWEEN_GROUPS;
    }
}
