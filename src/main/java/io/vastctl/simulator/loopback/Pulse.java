package io.vastctl.simulator.loopback;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something over and over in real time, on a thread that does not keep the process alive. */
public final class Pulse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final long SECONDS_FOR_THE_LAST_BEAT = 2;

    private final ScheduledExecutorService thread;
    private final Runnable beat;

    private Pulse(String name, Runnable beat) {
        thread = Executors.newSingleThreadScheduledExecutor(LoopbackHttp.daemons(name));
        this.beat = beat;
    }

    /** Beats for the first time after one {@code pause}, and with that pause between beats. */
    public static Pulse start(String name, Duration pause, Runnable beat) {
        Pulse pulse = new Pulse(name, beat);
        ScheduledFuture<?> unused = pulse.thread.scheduleWithFixedDelay(
                pulse::lasting, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return pulse;
    }

    /** An exception would end it for good and without a word; so the next beat tries again. */
    private void lasting() {
        try {
            beat.run();
        } catch (RuntimeException e) {
            LOG.warn("a beat failed", e);
        }
    }

    /** No further beat; waits a moment for one that is under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SECONDS_FOR_THE_LAST_BEAT, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
