package io.vastctl.ranking;

/**
 * What was recorded, as counts for people and as weights to reckon with. Failures that are nobody's or the
 * workload's fault are not in it.
 *
 * @param successes attempts that ended with a verified endpoint
 * @param infraFailures attempts that the machine spoiled
 * @param successWeight the successes, each weighed by its age; not above their number
 * @param failureWeight the failures likewise
 */
record Tally(int successes, int infraFailures, double successWeight, double failureWeight) {

    /** Nothing recorded, which says nothing: neither good nor bad. */
    public static final Tally NONE = new Tally(0, 0);

    public Tally {
        if (successes < 0 || infraFailures < 0 || !(successWeight >= 0) || !(failureWeight >= 0)) {
            throw new IllegalArgumentException("a tally cannot be negative: " + successes + ", " + infraFailures + ", "
                    + successWeight + ", " + failureWeight);
        }
    }

    /** Fresh evidence: every attempt weighs one. */
    public Tally(int successes, int infraFailures) {
        this(successes, infraFailures, successes, infraFailures);
    }

    static Tally one(boolean success, double weight) {
        return success ? new Tally(1, 0, weight, 0) : new Tally(0, 1, 0, weight);
    }

    public int attempts() {
        return successes + infraFailures;
    }

    double weight() {
        return successWeight + failureWeight;
    }

    Tally plus(Tally other) {
        return new Tally(
                successes + other.successes,
                infraFailures + other.infraFailures,
                successWeight + other.successWeight,
                failureWeight + other.failureWeight);
    }

    /** The same with no more weight in all than that. */
    Tally atMost(double most) {
        if (weight() <= most) return this;
        double share = most / weight();
        return new Tally(successes, infraFailures, successWeight * share, failureWeight * share);
    }

    /** What remains without that part; never below zero, should the part not be one. */
    Tally without(Tally part) {
        int restSuccesses = Math.max(0, successes - part.successes);
        int restFailures = Math.max(0, infraFailures - part.infraFailures);
        // Without counts there is no weight either, whatever a subtraction of fractions leaves.
        return new Tally(
                restSuccesses,
                restFailures,
                restSuccesses == 0 ? 0 : Math.max(0, successWeight - part.successWeight),
                restFailures == 0 ? 0 : Math.max(0, failureWeight - part.failureWeight));
    }
}
