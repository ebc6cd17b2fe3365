package io.vastctl.ssh;

import java.time.Duration;

/** A moment in real time that several waits share. */
final class Deadline {

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - atNanos >= 0;
    }

    /** At least a millisecond, since zero means "for ever" to some waits. */
    Duration left() {
        return Duration.ofMillis(Math.max(1, (atNanos - System.nanoTime()) / 1_000_000));
    }
}
