package io.vastctl.report;

import io.vastctl.plot.Markup;
import java.util.List;
import java.util.function.UnaryOperator;

/** A page that grows. All words go through {@link #text}, which takes secrets out, then makes them harmless. */
public final class Html {

    private final UnaryOperator<String> clean;
    private final StringBuilder markup = new StringBuilder();

    /** @param clean takes secrets out of a text; is given whole texts, never pieces */
    public Html(UnaryOperator<String> clean) {
        this.clean = clean;
    }

    /**
     * One cell of a table.
     *
     * @param look {@code number}, {@code word} (does not break), {@code prose}, or {@code note} (below the row, has no
     *     heading)
     */
    public record Cell(String text, String look) {
        public static Cell number(Object value) {
            return new Cell(String.valueOf(value), "number");
        }

        public static Cell word(Object value) {
            return new Cell(String.valueOf(value), "word");
        }

        public static Cell prose(String text) {
            return new Cell(text, "prose");
        }

        public static Cell note(String text) {
            return new Cell(text, "note");
        }

        private boolean isNote() {
            return look.equals("note");
        }
    }

    /** Markup of our own. */
    public Html raw(String ours) {
        markup.append(ours);
        return this;
    }

    public Html text(String words) {
        markup.append(safe(words));
        return this;
    }

    /** For a place in markup of our own. */
    public String safe(String words) {
        return Markup.escape(clean.apply(words));
    }

    /** The text without secrets, for whoever cuts it afterwards. */
    public String cleaned(String words) {
        return clean.apply(words);
    }

    /**
     * One element.
     *
     * @param tag with attributes of our own, such as {@code p class="soft"}
     */
    public Html element(String tag, String words) {
        int blank = tag.indexOf(' ');
        return raw("<" + tag + ">").text(words).raw("</" + (blank < 0 ? tag : tag.substring(0, blank)) + ">\n");
    }

    /** A table that scrolls by itself where the page is too narrow, with the keyboard too. The first column names the row. */
    public Html table(String name, List<Cell> headings, List<List<Cell>> rows) {
        raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + safe(name)
                + "\">\n<table>\n<thead><tr>");
        for (Cell heading : headings)
            raw("<th scope=\"col\" class=\"" + heading.look() + "\">")
                    .text(heading.text())
                    .raw("</th>");
        raw("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : rows) row(row);
        return raw("</tbody>\n</table>\n</div>\n");
    }

    private void row(List<Cell> cells) {
        List<Cell> line = cells.stream().filter(cell -> !cell.isNote()).toList();
        List<Cell> notes = cells.stream()
                .filter(cell -> cell.isNote() && !cell.text().isBlank())
                .toList();
        raw(notes.isEmpty() ? "<tr>" : "<tr class=\"noted\">");
        for (int column = 0; column < line.size(); column++) {
            String tag = column == 0 ? "th scope=\"row\"" : "td";
            raw("<" + tag + " class=\"" + line.get(column).look() + "\">")
                    .text(line.get(column).text())
                    .raw(column == 0 ? "</th>" : "</td>");
        }
        raw("</tr>\n");
        for (Cell note : notes)
            raw("<tr><td class=\"note\" colspan=\"" + line.size() + "\"><div>")
                    .text(note.text())
                    .raw("</div></td></tr>\n");
    }

    public String done() {
        return markup.toString();
    }
}
