package io.vastctl.provision;

import io.vastctl.outcome.Phase;
import java.time.Duration;

/**
 * A start that is slower than nine of ten.
 *
 * @param taken so far in that phase
 * @param p90 nine of ten took no longer
 * @param samples attempts that this is known from
 */
public record Slowness(Phase phase, Duration taken, Duration p90, int samples) {

    /** One line, without a subject. */
    public String sentence() {
        return phase + " took " + taken.toSeconds() + " s, and " + p90.toSeconds() + " s at most in nine of ten of "
                + samples + " starts";
    }
}
