package io.vastctl.guard;

import java.time.Instant;
import java.util.Optional;

/** Whether a rental gets work. */
public sealed interface Duty {

    /** It gets work. */
    record Serving() implements Duty {}

    /**
     * It gets no new work and may finish what it has.
     *
     * @param rule why
     */
    record Draining(Instant since, Rule rule) implements Duty {}

    /** The drain, or empty while it serves. */
    default Optional<Draining> draining() {
        return this instanceof Draining draining ? Optional.of(draining) : Optional.empty();
    }
}
