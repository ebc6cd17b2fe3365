package io.vastctl.readiness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when a lack of progress is a stall. Progress buys time; mere work, such as CPU time or a line in the log, buys at
 * most as much again, because a server that spins in vain works too.
 */
final class Silence {

    /** Work is compared over this time: less would take a slow beat for silence. */
    private static final Duration BEAT = Duration.ofSeconds(30);

    private static final int LONGEST = 2;

    private final Clock clock;
    private Optional<Vitals> vitals = Optional.empty();
    private Instant measuredAt;
    private Instant workedAt;
    private long heard = -1;

    Silence(Clock clock) {
        this.clock = clock;
        measuredAt = clock.instant();
        workedAt = measuredAt;
    }

    /**
     * Takes in one report.
     *
     * @param saying what {@link ReadinessAdapter#saying} gives
     */
    void note(ProbeReport report, long saying) {
        Instant now = clock.instant();
        if (saying != heard) workedAt = now;
        heard = saying;
        Vitals seen = Vitals.of(report);
        boolean due = Duration.between(measuredAt, now).compareTo(BEAT) >= 0;
        if (vitals.isPresent() && !due) return;
        if (vitals.filter(seen::moved).isPresent()) workedAt = now;
        vitals = Optional.of(seen);
        measuredAt = now;
    }

    /** What to say of the stall, or empty while there is none. */
    Optional<String> stall(Duration sinceProgress, Duration limit) {
        if (sinceProgress.compareTo(limit) <= 0) return Optional.empty();
        Duration idle = Duration.between(workedAt, clock.instant());
        boolean silent = idle.compareTo(BEAT.multipliedBy(2)) > 0;
        if (!silent && sinceProgress.compareTo(limit.multipliedBy(LONGEST)) <= 0) return Optional.empty();
        String work = silent
                ? "no sign of work for " + idle.toSeconds() + " s (log; "
                        + vitals.map(Vitals::names).orElse("none") + ")"
                : "it works, and gets nowhere";
        return Optional.of(
                "no progress for " + sinceProgress.toSeconds() + " s, limit " + limit.toSeconds() + " s; " + work);
    }
}
