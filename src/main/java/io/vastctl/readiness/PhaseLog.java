package io.vastctl.readiness;

import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which phase an attempt is in, since when, and when it last got on. Phases only move forward. */
public final class PhaseLog {

    private final Clock clock;
    private final List<PhaseTime> finished = new ArrayList<>();
    private Phase current;
    private Instant enteredAt;
    private Instant progressAt;

    /** Starts in the given phase, now. */
    public PhaseLog(Clock clock, Phase first) {
        this.clock = clock;
        current = first;
        enteredAt = clock.instant();
        progressAt = enteredAt;
    }

    public Phase current() {
        return current;
    }

    /** Moves on to a later phase, which counts as progress; an earlier or the same one changes nothing. */
    public void enter(Phase phase) {
        if (phase.compareTo(current) <= 0) return;
        Instant now = clock.instant();
        finished.add(new PhaseTime(current, Duration.between(enteredAt, now)));
        current = phase;
        enteredAt = now;
        progressAt = now;
    }

    /** Notes semantic progress within the current phase. */
    public void progressed() {
        progressAt = clock.instant();
    }

    /** Leaves a time out of account in which progress could not be seen. */
    void unseen(Duration duration) {
        Instant excused = progressAt.plus(duration);
        Instant now = clock.instant();
        progressAt = excused.isAfter(now) ? now : excused;
    }

    public Duration sinceProgress() {
        return Duration.between(progressAt, clock.instant());
    }

    /** For how long it has been in the current phase. */
    Duration inPhase() {
        return Duration.between(enteredAt, clock.instant());
    }

    /** All phases so far, the current one up to now. */
    public List<PhaseTime> times() {
        List<PhaseTime> times = new ArrayList<>(finished);
        times.add(new PhaseTime(current, Duration.between(enteredAt, clock.instant())));
        return List.copyOf(times);
    }
}
