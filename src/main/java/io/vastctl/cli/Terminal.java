package io.vastctl.cli;

import io.vastctl.cli.live.Screen;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Where a command reads and writes.
 *
 * @param out results
 * @param err everything else
 * @param in answers to questions
 * @param live whether {@code err} is a terminal on which a line can be rewritten
 * @param interactive whether somebody is there to answer
 * @param screen what {@code err} writes on, if a block of lines may be redrawn there
 */
public record Terminal(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        boolean live,
        boolean interactive,
        Optional<Screen> screen) {

    /** One on which nothing is redrawn. */
    public Terminal(PrintWriter out, PrintWriter err, BufferedReader in, boolean live, boolean interactive) {
        this(out, err, in, live, interactive, Optional.empty());
    }

    /** One on which lines can be redrawn. */
    public static Terminal redrawing(PrintWriter out, Screen screen, BufferedReader in, boolean interactive) {
        return new Terminal(out, new PrintWriter(screen), in, true, interactive, Optional.of(screen));
    }

    /** Asks for something that is not shown while it is typed; empty if nobody is there. */
    @SuppressWarnings("SystemConsoleNull") // interactive says whether it is a real one
    public Optional<char[]> secret(String question) {
        Console console = interactive ? System.console() : null;
        return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", question));
    }

    /** Asks on {@code err}; no answer and nobody there mean no. */
    boolean confirm(String question) {
        if (!interactive) return false;
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            // Whoever answers ends the line.
            screen.ifPresent(Screen::forget);
            return answer != null && answer.strip().equalsIgnoreCase("y");
        } catch (IOException e) {
            return false;
        }
    }
}
