package io.vastctl.cli.text;

/** A line of at most so many characters, made of pieces that may have a style. */
public final class FittedLine {

    /** Less than this of a text says nothing. */
    private static final int SHORTEST = 8;

    private final StringBuilder line = new StringBuilder();
    private final int width;
    private final boolean colour;
    private int used;
    private int reserved;

    public FittedLine(int width, boolean colour) {
        this.width = width;
        this.colour = colour;
    }

    /** Adds a text, cut if it does not fit; nothing if hardly any of it would be left. */
    public FittedLine cut(String text, String style) {
        int room = width - reserved - used;
        if (text.length() <= room) return put(text, style);
        return room < SHORTEST ? this : put(text.substring(0, room - 3) + "...", style);
    }

    /** Adds a text if all of it fits. */
    public FittedLine whole(String text, String style) {
        return used + text.length() <= width - reserved ? put(text, style) : this;
    }

    public FittedLine cut(String text) {
        return cut(text, "");
    }

    public FittedLine whole(String text) {
        return whole(text, "");
    }

    /** Keeps room at the end of the line for that text and two blanks before it, unless it would take a third of it. */
    public FittedLine reserving(String text) {
        reserved = 3 * (text.length() + 2) > width ? 0 : text.length() + 2;
        return this;
    }

    /** Adds a text at the far end of the line, if it fits with two blanks before it. */
    public FittedLine right(String text) {
        int gap = width - used - text.length();
        return gap < 2 ? this : put(" ".repeat(gap) + text, "");
    }

    private FittedLine put(String text, String style) {
        used += text.length();
        boolean styled = colour && !style.isEmpty() && !text.isBlank();
        line.append(styled ? style + text + Escapes.PLAIN : text);
        return this;
    }

    @Override
    public String toString() {
        return line.toString().stripTrailing();
    }
}
