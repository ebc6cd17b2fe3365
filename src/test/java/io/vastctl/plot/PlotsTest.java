package io.vastctl.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotsTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    /** Every plot is well-formed XML of its own. */
    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(String svg, String tag, String look) throws Exception {
        NodeList nodes = parsed(svg).getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Element element = (Element) nodes.item(i);
            if (List.of(element.getAttribute("class").split(" ")).contains(look)) found.add(element);
        }
        return found;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static BarPlot bars(BarPlot.Bar... bars) {
        return new BarPlot("title", List.of(new BarPlot.Group("group", List.of(bars))), value -> "$" + value);
    }

    private static BarPlot.Bar bar(double value, double low, double high) {
        return new BarPlot.Bar(0, false, OptionalDouble.of(value), OptionalDouble.of(low), OptionalDouble.of(high));
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        List<Element> rects = elements(bars(bar(1, 1, 1), bar(2, 2, 2)).svg(), "rect", "fill0");

        assertThat(rects).hasSize(2);
        assertThat(number(rects.get(1), "width")).isCloseTo(2 * number(rects.get(0), "width"), offset(0.2));
    }

    @Test
    void aWhiskerReachesFromOneEndOfTheIntervalToTheOther() throws Exception {
        String svg = bars(bar(2, 1, 4)).svg();

        Element whisker = elements(svg, "line", "whisker").get(0);
        Element rect = elements(svg, "rect", "fill0").get(0);
        double zero = number(rect, "x");
        assertThat(number(whisker, "x2") - zero).isCloseTo(4 * (number(whisker, "x1") - zero), offset(0.3));
    }

    @Test
    void anIntervalWithoutEndPointsOutOfThePlot() throws Exception {
        String svg = bars(bar(2, 1, Double.POSITIVE_INFINITY)).svg();

        assertThat(elements(svg, "path", "whisker")).hasSize(1);
        assertThat(svg).doesNotContain("NaN", "Infinity");
    }

    @Test
    void anUnknownValueIsSaidInWords() throws Exception {
        String svg = bars(new BarPlot.Bar(0, false, NONE, NONE, NONE)).svg();

        assertThat(elements(svg, "rect", "fill0")).isEmpty();
        assertThat(svg).contains(">none<").doesNotContain("NaN", "Infinity");
    }

    @Test
    void aGapInALineIsNotBridged() throws Exception {
        List<LinePlot.Point> points = List.of(
                new LinePlot.Point(1, 1),
                new LinePlot.Point(2, 2),
                new LinePlot.Point(3, Double.NaN),
                new LinePlot.Point(4, 1));

        String svg = line(points).svg();

        String way = elements(svg, "path", "curve").get(0).getAttribute("d");
        assertThat(way.chars().filter(letter -> letter == 'M')).hasSize(2);
        assertThat(way.chars().filter(letter -> letter == 'L')).hasSize(1);
        assertThat(svg).doesNotContain("NaN");
    }

    @Test
    void higherValuesAreHigherUpAndStartAtZero() throws Exception {
        String way = elements(
                        line(List.of(new LinePlot.Point(0, 0), new LinePlot.Point(1, 10)))
                                .svg(),
                        "path",
                        "curve")
                .get(0)
                .getAttribute("d");

        assertThat(way).isEqualTo("M52 210L428 8");
    }

    @Test
    void plotsWithoutAnythingToShowAreStillWholeDrawings() throws Exception {
        parsed(line(List.of()).svg());
        parsed(new LinePlot("title", "x", List.of(), String::valueOf, String::valueOf).svg());
        parsed(bars().svg());
        parsed(new BarPlot("title", List.of(), String::valueOf).svg());
        parsed(new SharePlot("title", List.of("one"), List.of(new SharePlot.Bar("nothing", List.of(0)))).svg());
    }

    @Test
    void sharesFillTheBarTogether() throws Exception {
        String svg = new SharePlot(
                        "title", List.of("ready", "failed"), List.of(new SharePlot.Bar("bar", List.of(3, 1))))
                .svg();

        // The first of each is in the bar, the second in the legend.
        Element ready = elements(svg, "rect", "kind0").get(0);
        Element failed = elements(svg, "rect", "kind1").get(0);
        assertThat(number(failed, "x")).isCloseTo(number(ready, "x") + number(ready, "width"), offset(0.2));
        assertThat(number(ready, "width")).isCloseTo(3 * number(failed, "width"), offset(0.4));
    }

    @Test
    void namesFromOutsideCannotBreakOutOfTheDrawing() throws Exception {
        String evil = "</text><script>alert('x')</script>\" onload=\"x\u0000\ud800";

        String svg = new SharePlot(evil, List.of(evil), List.of(new SharePlot.Bar(evil, List.of(1)))).svg()
                + line(List.of()).svg();

        assertThat(svg).doesNotContain("<script", "\" onload", "\u0000");
        parsed(new LinePlot(evil, evil, List.of(), String::valueOf, String::valueOf).svg());
        assertThat(parsed(bars().svg()).getDocumentElement().getAttribute("role"))
                .isEqualTo("img");
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(Scale.fromZero(0.87, 4, 0, 100).ticks()).containsExactly(0.0, 0.5, 1.0);
        assertThat(Scale.fromZero(0, 4, 0, 100).high()).isEqualTo(1.0);
        assertThat(Scale.over(1, 30, 6, 0, 100).ticks()).containsExactly(5.0, 10.0, 15.0, 20.0, 25.0, 30.0);
        assertThat(Scale.over(5, 5, 6, 0, 100).at(5)).isZero();
    }

    @Test
    void everyColourOfAPlotIsInTheStyleSheet() {
        for (int colour = 0; colour < 12; colour++)
            assertThat(PlotStyle.CSS)
                    .contains("." + PlotStyle.fill(colour) + " ", "." + PlotStyle.stroke(colour) + " ")
                    .contains("." + PlotStyle.kind(colour) + " ");
        assertThat(PlotStyle.CSS).contains("prefers-color-scheme: dark").doesNotContain("http", "@import");
    }

    private static LinePlot line(List<LinePlot.Point> points) {
        return new LinePlot(
                "title", "x", List.of(new LinePlot.Line("line", 0, false, points)), String::valueOf, String::valueOf);
    }
}
