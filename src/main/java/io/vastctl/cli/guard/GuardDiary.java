package io.vastctl.cli.guard;

import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.guard.Action;
import io.vastctl.guard.Decision;
import io.vastctl.guard.loop.Teller;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/** Writes what a simulated guard decided, with rule and reason, and what came of it: a line each, in simulated time. */
final class GuardDiary implements AutoCloseable {

    private final PrintWriter file;

    private GuardDiary(PrintWriter file) {
        this.file = file;
    }

    /** @throws UsageException if the file cannot be written */
    static GuardDiary to(Path path) {
        try {
            return new GuardDiary(new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UsageException("--diary: " + path + " cannot be written: " + e.getMessage());
        }
    }

    /** @param clock the market's */
    Teller teller(Clock clock) {
        return new Teller() {
            @Override
            public void decided(Decision decision) {
                say(GuardWords.action(decision.action()) + "  [" + decision.rule() + "] " + decision.reason());
            }

            @Override
            public void told(Action.Tell what) {
                say(what.urgency().name().toLowerCase(Locale.ROOT) + ": " + what.text());
            }

            @Override
            public void happened(String line) {
                say(line);
            }

            private void say(String line) {
                file.println(Words.iso(clock.instant()) + " " + Words.printable(line));
            }
        };
    }

    /**
     * Ends it.
     *
     * @throws UsageException if not all of it could be written
     */
    @Override
    public void close() {
        file.close();
        if (file.checkError()) throw new UsageException("--diary: not all of it could be written");
    }
}
