package io.vastctl.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that moves only when somebody sleeps on it. */
public final class FakeTime extends Clock implements Sleeper {

    private final List<Duration> naps = new ArrayList<>();
    private Instant now;

    public FakeTime() {
        this(Instant.parse("2026-10-01T12:00:00Z"));
    }

    public FakeTime(Instant start) {
        now = start;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        naps.add(duration);
        now = now.plus(duration);
    }

    /** Moves the clock without a nap, as if something else had taken that long. */
    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    /** Every sleep so far, in order. */
    public List<Duration> naps() {
        return List.copyOf(naps);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("one zone only");
    }
}
