package io.vastctl.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A clock for the time limits of a wait, which stands still while nobody looks although a look is due: where many wait for
 * their turn to call, or a computer slept, that is no fault of the machine. Not without end: after that its limits count
 * again, and what runs into them is not held against the machine.
 */
final class Attention extends Clock {

    /** A look is never due to the second. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    private final Clock clock;
    private final Duration most;
    private Duration excused = Duration.ZERO;
    private boolean usedUp;
    private Optional<Instant> due = Optional.empty();

    /** @param most so much is left out in all */
    Attention(Clock clock, Duration most) {
        this.clock = clock;
        this.most = most;
    }

    /** The next look is to come then, by the real clock. */
    void isDue(Duration fromNow) {
        due = Optional.of(clock.instant().plus(fromNow));
    }

    /**
     * A look begins.
     *
     * @return what is left out of account because it comes late
     */
    Duration looks() {
        Instant now = clock.instant();
        Duration late = due.map(at -> Duration.between(at.plus(USUAL), now)).orElse(Duration.ZERO);
        return late.isNegative() || late.isZero() ? Duration.ZERO : excuse(late);
    }

    private Duration excuse(Duration late) {
        Duration left = most.minus(excused);
        usedUp |= late.compareTo(left) > 0;
        Duration granted = usedUp ? left : late;
        excused = excused.plus(granted);
        return granted;
    }

    /** Whether we were late for longer than can be left out. */
    boolean isUsedUp() {
        return usedUp;
    }

    @Override
    public Instant instant() {
        return clock.instant().minus(excused);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return clock.withZone(zone);
    }
}
