package io.vastctl.evaluation;

/**
 * Where a figure lies with a probability of 95 per cent.
 *
 * @param high infinite where nothing bounds it, as dollars per ready endpoint when there may be no ready one
 */
public record Interval(double low, double high) {

    /** The smallest that holds both. */
    Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }
}
