package io.vastctl.plot;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Lines over a common axis.
 *
 * @param title read aloud in place of the drawing
 * @param across what the lower axis counts
 * @param acrossWords how a value of the lower axis reads
 * @param upWords how a value of the upright axis reads; that axis begins at zero
 */
public record LinePlot(
        String title,
        String across,
        List<Line> lines,
        DoubleFunction<String> acrossWords,
        DoubleFunction<String> upWords) {

    private static final double TOP = 8;
    private static final double BOTTOM = 210;
    private static final double LEFT = 52;
    private static final double RIGHT = Svg.WIDTH - 12;
    private static final int TICKS_UP = 4;
    private static final int TICKS_ACROSS = 6;
    private static final int FEW = 20;

    public LinePlot {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param colour number of its colour, from 0
     * @param points in the order in which they are joined; one that is not finite is a gap
     */
    public record Line(String name, int colour, boolean dashed, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** A place on both axes; {@code up} is not below zero. */
    public record Point(double across, double up) {
        boolean isFinite() {
            return Double.isFinite(across) && Double.isFinite(up);
        }
    }

    public String svg() {
        Scale x = Scale.over(least(Point::across), most(Point::across), TICKS_ACROSS, LEFT, RIGHT);
        Scale y = Scale.fromZero(most(Point::up), TICKS_UP, BOTTOM, TOP);
        Svg svg = new Svg();
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
            svg.words("end soft", LEFT - 6, y.at(tick) + 4, upWords.apply(tick));
        }
        for (double tick : x.ticks()) {
            svg.line("axis", x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4);
            svg.words("middle soft", x.at(tick), BOTTOM + 17, acrossWords.apply(tick));
        }
        svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        svg.words("end soft", RIGHT, BOTTOM + 33, across);
        for (Line line : lines) draw(svg, line, x, y);
        return svg.done(Legend.draw(svg, lines.stream().map(LinePlot::entry).toList(), BOTTOM + 42), title);
    }

    private static void draw(Svg svg, Line line, Scale x, Scale y) {
        StringBuilder way = new StringBuilder();
        boolean joined = false;
        for (Point point : line.points()) {
            if (point.isFinite())
                way.append(joined ? 'L' : 'M')
                        .append(Markup.number(x.at(point.across())))
                        .append(' ')
                        .append(Markup.number(y.at(point.up())));
            joined = point.isFinite();
        }
        if (way.length() > 0) svg.path(look(line), way.toString());
        if (line.points().size() > FEW || line.dashed()) return;
        for (Point point : line.points())
            if (point.isFinite()) svg.dot(PlotStyle.fill(line.colour()), x.at(point.across()), y.at(point.up()));
    }

    private static Legend.Entry entry(Line line) {
        return new Legend.Entry(line.name(), look(line), true);
    }

    private static String look(Line line) {
        return "curve " + PlotStyle.stroke(line.colour()) + (line.dashed() ? " dashed" : "");
    }

    private double least(ToDoubleFunction<Point> axis) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .filter(Point::isFinite)
                .mapToDouble(axis)
                .min()
                .orElse(0);
    }

    private double most(ToDoubleFunction<Point> axis) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .filter(Point::isFinite)
                .mapToDouble(axis)
                .max()
                .orElse(1);
    }
}
