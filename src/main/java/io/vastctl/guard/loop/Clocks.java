package io.vastctl.guard.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The wall clock held against the steady one, from look to look, so that a clock that was set is noticed. */
final class Clocks {

    /** Smaller steps are how clocks are kept right. */
    private static final Duration SMALLEST = Duration.ofSeconds(1);

    private final InstantSource wall;
    private final Steady steady;
    private Optional<Seen> before = Optional.empty();

    /** Both clocks at one moment. */
    private record Seen(Instant wall, Duration steady) {

        Duration aheadOf(Seen before) {
            return Duration.between(before.wall, wall).minus(steady.minus(before.steady));
        }
    }

    Clocks(InstantSource wall, Steady steady) {
        this.wall = wall;
        this.steady = steady;
    }

    /** By how much the wall clock moved against the steady one since the last time that this was asked. */
    Optional<Duration> jump() {
        Seen now = new Seen(wall.instant(), steady.reading());
        Optional<Duration> by = before.map(now::aheadOf);
        before = Optional.of(now);
        return by.filter(jump -> jump.abs().compareTo(SMALLEST) >= 0);
    }
}
