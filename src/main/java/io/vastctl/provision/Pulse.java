package io.vastctl.provision;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does something again and again in real time, whatever time the market has. */
@FunctionalInterface
public interface Pulse {

    /** Stops when closed; the first beat comes after one interval. */
    Beating start(Duration every, Runnable beat);

    /** What goes on until it is closed. */
    interface Beating extends AutoCloseable {
        @Override
        void close();
    }

    /** On a thread of its own, which does not keep the process alive. */
    Pulse REAL = (every, beat) -> {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "vastctl-heartbeat");
            daemon.setDaemon(true);
            return daemon;
        });
        ScheduledFuture<?> beats =
                thread.scheduleWithFixedDelay(beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            beats.cancel(false);
            thread.shutdown();
        };
    };
}
