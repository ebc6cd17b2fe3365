package io.vastctl.cli.man;

/** Writes a page for man(1), in the macros of man(7) that groff and mandoc both know. */
final class Roff {

    private final StringBuilder text = new StringBuilder();

    @Override
    public String toString() {
        return text.toString();
    }

    /** A comment. */
    Roff comment(String words) {
        return line(".\\\" " + words);
    }

    /** The head: {@code VASTCTL-TEST}, the day as 2026-11-21, what stands at the foot and at the top. */
    Roff title(String name, String day, String source, String manual) {
        return line(".TH " + argument(name) + " 1 " + argument(day) + " " + argument(source) + " " + argument(manual));
    }

    Roff section(String heading) {
        return line(".SH " + argument(heading));
    }

    Roff paragraph() {
        return line(".PP");
    }

    /** An entry of a list: the next text explains this one. Both are escaped already. */
    Roff entry(String escapedTag, String escapedText) {
        return line(".TP").line(safe(escapedTag)).line(safe(escapedText));
    }

    /** Text of the caller's, escaped already. */
    Roff text(String escaped) {
        return line(safe(escaped));
    }

    /** Lines as they are, right after a heading. */
    Roff literal(Iterable<String> lines) {
        line(".nf");
        for (String each : lines) line(safe(escape(each)));
        return line(".fi");
    }

    static String bold(String plain) {
        return "\\fB" + escape(plain) + "\\fR";
    }

    static String italic(String plain) {
        return "\\fI" + escape(plain) + "\\fR";
    }

    /** Nothing in it means anything to roff; a hyphen is one that can be copied to a shell. */
    static String escape(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                    if (c < 0x80) escaped.append((char) c);
                    else escaped.append(String.format("\\[u%04X]", c));
                }
            }
        });
        return escaped.toString();
    }

    /** A dot at the beginning of a line would be a macro. */
    private static String safe(String escaped) {
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }

    private static String argument(String plain) {
        return "\"" + plain.replace("\\", "\\e").replace("\"", "\\(dq") + "\"";
    }

    private Roff line(String line) {
        text.append(line).append('\n');
        return this;
    }
}
