package io.vastctl.cli.evaluate;

import io.vastctl.cli.Workbench;
import io.vastctl.cli.text.Words;
import io.vastctl.evaluation.Evaluation;
import io.vastctl.evaluation.Trial;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far an evaluation is: a live line on a terminal, elsewhere a line now and then. */
final class EvaluationProgress implements Evaluation.Listener {

    private static final Duration LIVE = Duration.ofMillis(250);
    private static final Duration SPARSE = Duration.ofSeconds(30);

    private final PrintWriter err;
    private final Clock clock;
    private final boolean live;
    private final boolean silent;
    private final int total;
    private final Instant startedAt;
    private Instant saidAt;
    private int played;

    EvaluationProgress(Workbench bench, int total) {
        err = bench.terminal().err();
        live = bench.terminal().live();
        silent = bench.global().quiet || bench.global().noProgress;
        clock = bench.wall();
        this.total = total;
        startedAt = clock.instant();
        saidAt = startedAt;
    }

    @Override
    public synchronized void played(Trial trial) {
        played++;
        Instant now = clock.instant();
        if (silent || Duration.between(saidAt, now).compareTo(live ? LIVE : SPARSE) < 0) return;
        saidAt = now;
        String line = String.format(
                Locale.ROOT,
                "%d of %d runs, %s, %s",
                played,
                total,
                Words.percent((double) played / total),
                Words.duration(Duration.between(startedAt, now)));
        if (live) err.print("\r\u001b[K  " + line);
        else err.println("vastctl: " + line);
        err.flush();
    }

    synchronized int played() {
        return played;
    }

    synchronized void over() {
        if (live && !silent) err.print("\r\u001b[K");
        err.flush();
    }
}
