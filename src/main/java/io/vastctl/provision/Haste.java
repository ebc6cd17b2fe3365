package io.vastctl.provision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work that an interruption does not stop half-way, but hurries: it has half a minute from then on, by the
 * market's time and by real time. The thread's flag tells of the interruption afterwards, not of the end of that time.
 */
final class Haste implements AutoCloseable {

    static final Duration LONGEST = Duration.ofSeconds(30);
    /** How often a call that does not return is interrupted once the time is over. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** Takes itself up again where it was interrupted. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws InterruptedException;
    }

    private final Clock clock;
    private final CountDownLatch done = new CountDownLatch(1);
    private Optional<Instant> end = Optional.empty();
    private volatile boolean rung;

    Haste(Clock clock) {
        this.clock = clock;
    }

    /** Somebody waits for the end. */
    void begin() {
        if (end.isPresent()) return;
        end = Optional.of(clock.instant().plus(LONGEST));
        Thread working = Thread.currentThread();
        Thread bell = new Thread(() -> ring(working), "vastctl-haste");
        bell.setDaemon(true);
        bell.start();
    }

    private void ring(Thread working) {
        try {
            Duration wait = LONGEST;
            while (!done.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                rung = true;
                working.interrupt();
                wait = AGAIN;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isOver() {
        return rung || end.filter(last -> !clock.instant().isBefore(last)).isPresent();
    }

    /** @param asItStands what is known of a step that does not come to its end in time */
    <T> T finish(Step<T> step, Supplier<T> asItStands) {
        boolean interrupted = Thread.interrupted();
        if (interrupted) begin();
        try {
            while (true) {
                try {
                    return step.run();
                } catch (InterruptedException e) {
                    interrupted |= !rung;
                    begin();
                    if (isOver()) return asItStands.get();
                }
            }
        } finally {
            if (rung) Thread.interrupted();
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
