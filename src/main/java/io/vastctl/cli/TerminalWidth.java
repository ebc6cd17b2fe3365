package io.vastctl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** How many characters fit into a line of the terminal. */
final class TerminalWidth {
    private TerminalWidth() {}

    private static final int NARROWEST = 20;
    private static final int WIDEST = 10_000;

    /** {@code stty} takes a few milliseconds. */
    private static final long PATIENCE_SECONDS = 2;

    /**
     * What {@code COLUMNS} says, else what the terminal itself does.
     *
     * @return empty if neither says anything that can be a width
     */
    static OptionalInt of(String columns) {
        OptionalInt said = parse(columns);
        return said.isPresent() ? said : asked();
    }

    /** {@code stty size} prints rows and columns (POSIX leaves the format open; GNU, BSD and busybox have this one). */
    private static OptionalInt asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return parse(said.substring(said.indexOf(' ') + 1));
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    static OptionalInt parse(String text) {
        if (!text.matches("\\d{1,6}")) return OptionalInt.empty();
        int width = Integer.parseInt(text);
        return width < NARROWEST || width > WIDEST ? OptionalInt.empty() : OptionalInt.of(width);
    }
}
