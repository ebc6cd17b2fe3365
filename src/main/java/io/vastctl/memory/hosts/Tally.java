package io.vastctl.memory.hosts;

import java.time.Instant;
import java.util.Optional;

/**
 * What counts for and against a machine, a host or the whole market.
 *
 * @param successes attempts that produced tokens
 * @param infraFailures attempts whose failure blames the machine
 */
public record Tally(
        int successes, int infraFailures, Optional<Instant> lastSuccess, Optional<Instant> lastInfraFailure) {

    /** Nothing is known: not good, not bad. */
    public static final Tally NONE = new Tally(0, 0, Optional.empty(), Optional.empty());

    public int attempts() {
        return successes + infraFailures;
    }

    Tally withSuccess(Instant when) {
        return new Tally(successes + 1, infraFailures, later(lastSuccess, when), lastInfraFailure);
    }

    Tally withInfraFailure(Instant when) {
        return new Tally(successes, infraFailures + 1, lastSuccess, later(lastInfraFailure, when));
    }

    Tally plus(Tally other) {
        return new Tally(
                successes + other.successes,
                infraFailures + other.infraFailures,
                other.lastSuccess.isPresent() ? later(lastSuccess, other.lastSuccess.get()) : lastSuccess,
                other.lastInfraFailure.isPresent()
                        ? later(lastInfraFailure, other.lastInfraFailure.get())
                        : lastInfraFailure);
    }

    private static Optional<Instant> later(Optional<Instant> known, Instant when) {
        return known.isPresent() && known.get().isAfter(when) ? known : Optional.of(when);
    }
}
