package io.vastctl.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** When to try again what has failed: soon at first, then ever more seldom. Not safe for several threads. */
final class Pauses {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final Clock wall;
    private Duration pause = FIRST;
    private Instant failedAt = Instant.EPOCH;

    Pauses(Clock wall) {
        this.wall = wall;
    }

    void failed() {
        failedAt = wall.instant();
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }

    void worked() {
        pause = FIRST;
    }

    /** A clock that was set back does not make it longer. */
    boolean isOver() {
        Duration since = Duration.between(failedAt, wall.instant());
        return since.isNegative() || since.compareTo(pause) >= 0;
    }
}
