package io.vastctl.cli.text;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the window of the terminal is, in characters. */
public record WindowSize(int rows, int columns) {

    /** What is taken for the size where nobody knows. */
    public static final WindowSize USUAL = new WindowSize(24, 80);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

    /** {@code stty} takes a few milliseconds. */
    private static final long PATIENCE_SECONDS = 2;

    /**
     * Asks the terminal of this process: {@code stty size} prints rows and columns (POSIX leaves the format open; GNU,
     * BSD and busybox have this one).
     *
     * @return empty if there is no terminal, or it does not know
     */
    public static Optional<WindowSize> asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A terminal that does not know says {@code 0 0}. */
    public static Optional<WindowSize> parse(String said) {
        Matcher numbers = SIZE.matcher(said.strip());
        if (!numbers.matches()) return Optional.empty();
        WindowSize size = new WindowSize(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
        return size.rows() == 0 || size.columns() == 0 ? Optional.empty() : Optional.of(size);
    }
}
