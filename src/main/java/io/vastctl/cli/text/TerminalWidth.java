package io.vastctl.cli.text;

import java.util.OptionalInt;

/** How many characters fit into a line of the terminal. */
public final class TerminalWidth {
    private TerminalWidth() {}

    private static final int NARROWEST = 20;
    private static final int WIDEST = 10_000;

    /**
     * What {@code COLUMNS} says, else what the terminal itself does.
     *
     * @return empty if neither says anything that can be a width
     */
    public static OptionalInt of(String columns) {
        OptionalInt said = parse(columns);
        return said.isPresent() ? said : asked();
    }

    private static OptionalInt asked() {
        return WindowSize.asked()
                .map(size -> parse(String.valueOf(size.columns())))
                .orElseGet(OptionalInt::empty);
    }

    public static OptionalInt parse(String text) {
        if (!text.matches("\\d{1,6}")) return OptionalInt.empty();
        int width = Integer.parseInt(text);
        return width < NARROWEST || width > WIDEST ? OptionalInt.empty() : OptionalInt.of(width);
    }
}
