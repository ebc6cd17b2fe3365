package io.vastctl.plot;

import java.util.Locale;

/** Text and numbers as SVG and HTML want them. */
public final class Markup {
    private Markup() {}

    /** Makes any text harmless between tags and inside a quoted attribute; control characters become blanks. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(letter) ? letter : ' ');
            }
        });
        return escaped.toString();
    }

    /** What XML 1.0 forbids, half a surrogate pair among it, would make the page unreadable. */
    private static boolean isAllowed(int letter) {
        boolean control = (letter < 0x20 && letter != '\n' && letter != '\t') || (letter >= 0x7f && letter < 0xa0);
        boolean broken = (letter >= 0xd800 && letter <= 0xdfff) || letter == 0xfffe || letter == 0xffff;
        return !control && !broken;
    }

    /** To a tenth of a pixel, without a point where none is needed. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        String plain = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        return plain.equals("-0") ? "0" : plain;
    }
}
