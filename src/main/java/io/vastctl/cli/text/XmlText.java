package io.vastctl.cli.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** XML 1.0 as it is written, in ASCII; what XML cannot hold becomes a question mark. */
public final class XmlText {

    /** Control characters that XML 1.0 has no way to name, and halves of pairs. */
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    /**
     * Begins an element.
     *
     * @param attributes name and value in turn
     */
    public void open(String element, String... attributes) {
        start(element, attributes).append(">\n");
        depth++;
    }

    public void close(String element) {
        depth--;
        indent().append("</").append(element).append(">\n");
    }

    public void empty(String element, String... attributes) {
        start(element, attributes).append("/>\n");
    }

    /** An element of nothing but text. */
    public void text(String element, String text, String... attributes) {
        start(element, attributes).append('>').append(escaped(text, false));
        xml.append("</").append(element).append(">\n");
    }

    private StringBuilder start(String element, String... attributes) {
        indent().append('<').append(element);
        for (int index = 0; index + 1 < attributes.length; index += 2)
            xml.append(' ')
                    .append(attributes[index])
                    .append("=\"")
                    .append(escaped(attributes[index + 1], true))
                    .append('"');
        return xml;
    }

    private StringBuilder indent() {
        return xml.append("  ".repeat(depth));
    }

    private static String escaped(String text, boolean attribute) {
        StringBuilder safe = new StringBuilder();
        NO_XML.matcher(text).replaceAll("?").codePoints().forEach(point -> append(safe, point, attribute));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int point, boolean attribute) {
        switch (point) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            default -> {
                boolean plain = (point >= ' ' && point < 127) || (!attribute && (point == '\n' || point == '\t'));
                if (plain) safe.append((char) point);
                else safe.append(String.format(Locale.ROOT, "&#x%X;", point));
            }
        }
    }

    @Override
    public String toString() {
        return xml.toString();
    }
}
