package io.vastctl.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Comma-separated values as RFC 4180 has them, with line feeds. A text that a spreadsheet would run as a formula is
 * written behind an apostrophe, which {@link #parse} takes off.
 */
public final class Csv {
    private Csv() {}

    /** Spreadsheets begin to reckon at these; with apostrophes before it, so that every text comes back as it was. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r\\n].*", Pattern.DOTALL);

    /**
     * One record.
     *
     * @param line where it begins, from 1
     */
    public record Line(int line, List<String> cells) {}

    public static String row(Object... cells) {
        List<String> written = new ArrayList<>();
        for (Object cell : cells) written.add(quoted(harmless(cell)));
        return String.join(",", written) + "\n";
    }

    private static String harmless(Object cell) {
        String text = String.valueOf(cell);
        return !(cell instanceof Number) && FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** Also where another program might split: at semicolons and tabs. */
    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> ",;\"\t\n\r".indexOf(c) >= 0);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    /**
     * The rows of a text, as their cells.
     *
     * @throws UsageException if a quote is never closed
     */
    public static List<Line> parse(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int began = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') line++;
            if (quoted) {
                boolean escaped = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (escaped) i++;
                if (c == '"' && !escaped) quoted = false;
                else cell.append(c);
            } else if (c == '"') quoted = true;
            else if (c == ',') end(cell, cells);
            else if (c == '\n') {
                end(cell, cells);
                lines.add(new Line(began, List.copyOf(cells)));
                cells.clear();
                began = line;
            } else if (c != '\r') cell.append(c);
        }
        if (quoted) throw new UsageException("line " + began + ": a quote is opened and never closed");
        if (cell.length() > 0 || !cells.isEmpty()) {
            end(cell, cells);
            lines.add(new Line(began, List.copyOf(cells)));
        }
        lines.removeIf(
                found -> found.cells().size() == 1 && found.cells().get(0).isBlank());
        return lines;
    }

    private static void end(StringBuilder cell, List<String> cells) {
        String text = cell.toString();
        boolean guarded = text.startsWith("'") && FORMULA.matcher(text).matches();
        cells.add(guarded ? text.substring(1) : text);
        cell.setLength(0);
    }
}
