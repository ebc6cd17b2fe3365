package io.vastctl.plot;

/** A drawing that grows; the looks are {@link PlotStyle}'s, by class. */
final class Svg {

    /** All plots are this wide in their own units, and as wide as their place on the page. */
    static final double WIDTH = 440;

    /** Of the text, on average; letters are not measured. */
    static final double LETTER = 6.3;

    private final StringBuilder text = new StringBuilder();

    void rect(String look, double x, double y, double width, double height) {
        text.append("<rect class=\"").append(look).append('"');
        number("x", x);
        number("y", y);
        number("width", Math.max(0, width));
        number("height", height);
        text.append("/>\n");
    }

    void line(String look, double x1, double y1, double x2, double y2) {
        text.append("<line class=\"").append(look).append('"');
        number("x1", x1);
        number("y1", y1);
        number("x2", x2);
        number("y2", y2);
        text.append("/>\n");
    }

    void path(String look, String way) {
        text.append("<path class=\"").append(look).append("\" d=\"").append(way).append("\"/>\n");
    }

    void dot(String look, double x, double y) {
        text.append("<circle class=\"").append(look).append('"');
        number("cx", x);
        number("cy", y);
        text.append(" r=\"2.5\"/>\n");
    }

    /** @param look {@code start}, {@code middle} or {@code end}: where the text hangs on its place */
    void words(String look, double x, double y, String words) {
        text.append("<text class=\"").append(look).append('"');
        number("x", x);
        number("y", y);
        text.append('>').append(Markup.escape(words)).append("</text>\n");
    }

    /** @param title read aloud in place of the drawing */
    String done(double height, String title) {
        return "<svg class=\"plot\" viewBox=\"0 0 " + Markup.number(WIDTH) + " " + Markup.number(height)
                + "\" role=\"img\" aria-label=\"" + Markup.escape(title) + "\">\n" + text + "</svg>\n";
    }

    /** Cut to a width, with dots where something is missing. */
    static String fitting(String words, double width) {
        int letters = Math.max(2, (int) (width / LETTER));
        return words.length() <= letters ? words : words.substring(0, letters - 2) + "..";
    }

    private void number(String name, double value) {
        text.append(' ').append(name).append("=\"").append(Markup.number(value)).append('"');
    }
}
