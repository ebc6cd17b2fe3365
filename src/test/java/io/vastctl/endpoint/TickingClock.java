package io.vastctl.endpoint;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Half a second passes between any two looks at it. */
final class TickingClock extends Clock {
    private Instant now = Instant.parse("2026-10-01T12:00:00Z");

    @Override
    public Instant instant() {
        now = now.plusMillis(500);
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
