package io.vastctl.ranking;

/**
 * What was recorded, as counts. Failures that are nobody's or the workload's fault are not in it.
 *
 * @param successes attempts that ended with a verified endpoint
 * @param infraFailures attempts that the machine spoiled
 */
public record Tally(int successes, int infraFailures) {

    /** Nothing recorded, which says nothing: neither good nor bad. */
    public static final Tally NONE = new Tally(0, 0);

    public Tally {
        if (successes < 0 || infraFailures < 0) {
            throw new IllegalArgumentException("a tally cannot be negative: " + successes + ", " + infraFailures);
        }
    }

    public int attempts() {
        return successes + infraFailures;
    }

    /** What remains without that part; never below zero, should the part not be one. */
    Tally without(Tally part) {
        return new Tally(Math.max(0, successes - part.successes), Math.max(0, infraFailures - part.infraFailures));
    }
}
