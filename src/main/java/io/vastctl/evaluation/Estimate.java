package io.vastctl.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure, and how sure it is.
 *
 * @param value empty where there is none: seconds to ready without a ready run, dollars over no endpoint
 * @param interval empty where it is unknown: on one market alone nobody can tell how much markets differ
 */
public record Estimate(OptionalDouble value, Optional<Interval> interval) {

    /** @param value not finite for none */
    static Estimate of(double value, Optional<Interval> interval) {
        if (!Double.isFinite(value)) return new Estimate(OptionalDouble.empty(), Optional.empty());
        return new Estimate(OptionalDouble.of(value), interval);
    }
}
