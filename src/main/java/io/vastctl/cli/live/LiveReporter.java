package io.vastctl.cli.live;

import io.vastctl.cli.rent.RunReport;
import io.vastctl.cli.rent.RunWatch;
import io.vastctl.cli.text.WindowSize;
import io.vastctl.cli.text.Words;
import io.vastctl.provision.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a run on a terminal: a block that shows what is going on, and above it one line for each attempt that is over
 * and for what must not be missed. It reads the market's clock and never moves it.
 */
public final class LiveReporter implements RunEvent.Listener, AutoCloseable {

    /** Four times a second. */
    private static final long BETWEEN_DRAWINGS_MILLIS = 250;

    /** Characters of the time before a line. */
    private static final int STAMP = 8;

    private final Screen screen;
    private final Looks looks;
    private final Clock clock;
    private final RunWatch watch;
    private final ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> drawing;
    private Instant startedAt;
    private boolean over;

    /** How the terminal may be written on: with more than ASCII, with styles. */
    public record Looks(boolean unicode, boolean colour) {}

    public LiveReporter(Screen screen, Looks looks, Clock clock, RunWatch watch) {
        this.screen = screen;
        this.looks = looks;
        this.clock = clock;
        this.watch = watch;
        startedAt = clock.instant();
        timer = new ScheduledThreadPoolExecutor(1, LiveReporter::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vastctl-display");
        thread.setDaemon(true);
        return thread;
    }

    /** Redraws by itself from now on. */
    public synchronized LiveReporter running() {
        drawing = timer.scheduleWithFixedDelay(this::draw, 0, BETWEEN_DRAWINGS_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public synchronized void hear(RunEvent event) {
        if (over) return;
        Instant now = clock.instant();
        if (event instanceof RunEvent.Started) startedAt = now;
        List<String> lines = new ArrayList<>();
        // What was told of an attempt stands below the line that sums it up.
        watch.hear(event, now).forEach(line -> lines.add(stamped(cut(line), now)));
        ProgressReporter.warning(event).ifPresent(line -> lines.add(stamped(line, now)));
        if (event instanceof RunEvent.Ranking ranking) lines.add(stamped(cut(RunReport.offers(ranking.ranked())), now));
        boolean last = event instanceof RunEvent.Finished;
        if (!lines.isEmpty()) screen.say(lines, last ? List.of() : block());
        if (last) close();
    }

    /** Draws the block as it is now. */
    synchronized void draw() {
        if (!over) screen.draw(block());
    }

    private List<String> block() {
        WindowSize window = screen.size();
        List<String> lines =
                StatusBlock.lines(watch.status(clock.instant()), window.columns(), looks.unicode(), looks.colour());
        return lines.size() < window.rows() ? lines : lines.subList(0, Math.max(1, window.rows() - 1));
    }

    private String cut(String line) {
        return Words.firstLine(line, Math.max(20, screen.size().columns() - 1 - STAMP));
    }

    private String stamped(String line, Instant now) {
        Duration elapsed = Duration.between(startedAt, now);
        return String.format(Locale.ROOT, "%3d:%02d  %s", elapsed.toMinutes(), elapsed.toSecondsPart(), line);
    }

    @Override
    public synchronized void close() {
        if (over) return;
        over = true;
        if (drawing != null) drawing.cancel(false);
        timer.shutdown();
        screen.clear();
    }
}
