package io.vastctl.guard.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that nobody sets, to tell by it that somebody has set the other one. */
@FunctionalInterface
public interface Steady {

    /** Since some moment of its own; only differences count. */
    Duration reading();

    /** The computer's, for the real market. */
    Steady OF_THIS_COMPUTER = () -> Duration.ofNanos(System.nanoTime());

    /** That of a market whose clock nobody can set. */
    static Steady like(InstantSource market) {
        return () -> Duration.between(Instant.EPOCH, market.instant());
    }
}
