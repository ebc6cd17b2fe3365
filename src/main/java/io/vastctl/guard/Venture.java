package io.vastctl.guard;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rent under way.
 *
 * @param since when it was decided
 * @param ceiling USD per hour it may cost at most; committed from that moment on
 * @param replaces the instance that it is to replace
 * @param runId its run; empty in looks of versions that did not tell it, and then it cannot be broken off
 * @param ending whether it is being broken off already
 */
public record Venture(
        String endpoint, Instant since, double ceiling, OptionalLong replaces, Optional<String> runId, boolean ending) {

    /** One that cannot be broken off. */
    public Venture(String endpoint, Instant since, double ceiling, OptionalLong replaces) {
        this(endpoint, since, ceiling, replaces, Optional.empty(), false);
    }

    /** The run to break off; empty if that is not known, or done already. */
    Optional<String> stoppable() {
        return ending ? Optional.empty() : runId;
    }
}
