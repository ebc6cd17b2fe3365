package io.vastctl.cli.guard;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.live.LiveReporter;
import io.vastctl.cli.live.Screen;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.WindowSize;
import io.vastctl.cli.watch.Picture;
import io.vastctl.cli.watch.StoredPicture;
import io.vastctl.cli.watch.WatchLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code guard status --watch}: the picture, redrawn in place until somebody has seen enough. */
final class GuardWatching {

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final String FOOTER = "q and Enter, or Ctrl-C, ends this; the guard goes on";

    private final Workbench bench;
    private final Screen screen;
    private final StoredPicture stored;
    private final Duration every;
    private final AtomicBoolean enough = new AtomicBoolean();

    GuardWatching(Workbench bench, StoredPicture stored, Duration every) {
        this.bench = bench;
        this.stored = stored;
        this.every = every;
        screen = screen(bench);
    }

    /** @throws UsageException if there is nothing to redraw on */
    static void check(Workbench bench, Duration every) {
        if (bench.global().json())
            throw new UsageException("--watch draws on a terminal, so it does not go with -o json; ask again and again"
                    + " for the document instead");
        if (every.compareTo(SHORTEST) < 0) throw new UsageException("--every: expected half a second or longer");
        screen(bench);
    }

    private static Screen screen(Workbench bench) {
        return bench.terminal()
                .screen()
                .orElseThrow(() -> new UsageException(
                        "--watch: this is no terminal to redraw on; without --watch the" + " state is shown once"));
    }

    /** Goes on until somebody has seen enough. @return the exit code */
    int go() throws InterruptedException {
        Thread reader = new Thread(this::read, "vastctl-keyboard");
        reader.setDaemon(true);
        reader.start();
        do {
            screen.draw(lines());
            pause();
        } while (!enough.get());
        return 0;
    }

    private List<String> lines() {
        Instant clock = bench.clock().instant();
        Picture picture = stored.withTrail(clock);
        Instant now = picture.noEarlier(clock);
        WindowSize window = screen.size();
        LiveReporter.Looks looks = bench.results().looks();
        List<String> lines = new ArrayList<>(WatchLines.of(
                picture, now, GuardStatusCommand.LONGEST, window.columns(), looks.unicode(), looks.colour()));
        if (window.columns() > FOOTER.length()) lines.add(FOOTER);
        return lines.size() < window.rows() ? lines : lines.subList(0, Math.max(1, window.rows() - 1));
    }

    /** Ends early when somebody has seen enough. */
    private void pause() throws InterruptedException {
        Duration step = Duration.ofMillis(250);
        for (Duration left = every; !left.isNegative() && !left.isZero() && !enough.get(); left = left.minus(step))
            bench.sleeper().sleep(left.compareTo(step) < 0 ? left : step);
    }

    /** Lines, as the terminal gives them: its own way of reading is left as it is, so that no end can leave it changed. */
    private void read() {
        BufferedReader in = bench.terminal().in();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.strip().equalsIgnoreCase("q")) {
                    enough.set(true);
                    return;
                }
                // What was typed has moved the block up.
                screen.forget();
            }
        } catch (IOException e) {
            // Nobody types any more; Ctrl-C is left.
            return;
        }
    }
}
