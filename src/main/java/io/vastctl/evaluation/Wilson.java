package io.vastctl.evaluation;

/**
 * Wilson's score interval of a share, for independent tries (E. B. Wilson, "Probable Inference, the Law of
 * Succession, and Statistical Inference", 1927). Unlike a bootstrap it does not shrink to a point when all tries end alike.
 */
final class Wilson {
    private Wilson() {}

    /** Of the normal distribution, 95 per cent lie within so many standard deviations. */
    private static final double Z = 1.959964;

    /** @param tries at least one */
    static Interval of(double successes, double tries) {
        double share = successes / tries;
        double stretch = 1 + Z * Z / tries;
        double middle = (share + Z * Z / (2 * tries)) / stretch;
        double half = Z * Math.sqrt(share * (1 - share) / tries + Z * Z / (4 * tries * tries)) / stretch;
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
