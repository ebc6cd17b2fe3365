package io.vastctl.time;

import java.time.Duration;

/** Lets time pass. Injected together with a {@link java.time.Clock} that shows the same time. */
@FunctionalInterface
public interface Sleeper {

    /** Real time. */
    Sleeper REAL = duration -> Thread.sleep(Math.max(0, duration.toMillis()));

    /**
     * Returns when the duration has passed on the clock that belongs to this sleeper.
     *
     * @throws InterruptedException if the thread is interrupted; part of the duration may have passed
     */
    void sleep(Duration duration) throws InterruptedException;
}
