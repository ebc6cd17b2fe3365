package io.vastctl.guard.loop;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hears the loop's signs of life, on a clock that nobody sets. When they stay out it says so once, with what hangs; when
 * they stay out for too long it ends the process, so that whoever runs it starts it anew: all that matters is on disk.
 *
 * <p>A sign comes at each step that ends, and each minute while the loop waits. The longest step is cut off after 100
 * seconds, so silence means that something hangs which no limit reaches.
 */
public final class LoopWatch {

    /** Silence that is reported. */
    public static final Duration REPORTED = Duration.ofMinutes(4);
    /** Silence that ends the process. */
    public static final Duration FATAL = Duration.ofMinutes(8);
    /** Between two checks. */
    public static final Duration CHECK = Duration.ofSeconds(10);

    /** A check that comes this late shows that the whole process stood still, as after SIGSTOP. */
    private static final Duration STOOD_STILL = Duration.ofSeconds(60);

    private final Steady steady;
    private final Supplier<String> where;
    private final Consumer<String> report;
    private final Consumer<String> end;
    private Duration heard;
    private Duration checked;
    private boolean reported;

    /**
     * @param where what runs at the moment, for people
     * @param report told once for each silence
     * @param end ends the process; told why
     */
    public LoopWatch(Steady steady, Supplier<String> where, Consumer<String> report, Consumer<String> end) {
        this.steady = steady;
        this.where = where;
        this.report = report;
        this.end = end;
        heard = steady.reading();
        checked = heard;
    }

    /** A sign of life. From any thread. */
    public synchronized void alive() {
        heard = steady.reading();
        reported = false;
    }

    /** To be called every {@link #CHECK} from a thread that does nothing else. */
    public void check() {
        Duration silent = silence();
        if (silent.compareTo(FATAL) >= 0) end.accept(said(silent) + "; the guard ends, to be started anew");
        else if (silent.compareTo(REPORTED) >= 0 && firstReport()) report.accept(said(silent));
    }

    private String said(Duration silent) {
        return "the loop has given no sign of life for " + silent.toSeconds() + " s; at work: " + where.get();
    }

    private synchronized Duration silence() {
        Duration now = steady.reading();
        Duration late = now.minus(checked);
        if (late.compareTo(STOOD_STILL) > 0) heard = heard.plus(late);
        checked = now;
        return now.minus(heard);
    }

    private synchronized boolean firstReport() {
        boolean first = !reported;
        reported = true;
        return first;
    }
}
