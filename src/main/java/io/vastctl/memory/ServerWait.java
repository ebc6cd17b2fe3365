package io.vastctl.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** Waits in real time for a server that is away. Others may use the database meanwhile. */
final class ServerWait {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Spool spool;
    private final ReentrantLock lock;

    /** @param lock of the database */
    ServerWait(Spool spool, ReentrantLock lock) {
        this.spool = spool;
        this.lock = lock;
    }

    /** Returns whether it is there. Says once that it waits. */
    boolean until(Duration most) throws InterruptedException {
        if (isThere()) return true;
        spool.place()
                .told()
                .accept("the state's server is away, nothing is rented meanwhile; waiting for it for "
                        + most.toSeconds() + " s at most");
        return until(spool.place().wall().instant().plus(most));
    }

    /** If something waits for the server; an interruption ends it, and stays in the thread's flag. */
    void atTheEnd() {
        try {
            Instant end;
            lock.lock();
            try {
                if (spool.lastTryUntil().isEmpty()) return;
                end = spool.lastTryUntil().get();
            } finally {
                lock.unlock();
            }
            if (!isThere()) until(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean until(Instant end) throws InterruptedException {
        while (spool.place().wall().instant().isBefore(end)) {
            spool.place().sleeper().sleep(PAUSE);
            if (isThere()) return true;
        }
        return false;
    }

    private boolean isThere() {
        lock.lock();
        try {
            return spool.reachedNow();
        } finally {
            lock.unlock();
        }
    }
}
