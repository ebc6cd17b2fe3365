package io.vastctl.memory.hosts;

/**
 * A Beta distribution: what is believed of a share after counting. The incomplete Beta integral is the continued
 * fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, the logarithm of Gamma is Stirling's series
 * (5.11.1 there).
 *
 * @param alpha above 0
 * @param beta above 0
 */
record BetaDistribution(double alpha, double beta) {

    private static final int MOST_TERMS = 500;
    private static final double ENOUGH = 1e-12;
    private static final double TINY = 1e-300;

    double mean() {
        return alpha / (alpha + beta);
    }

    /** The share below which the truth lies with this probability, to six digits. */
    double quantile(double probability) {
        double low = 0;
        double high = 1;
        while (high - low > 1e-7) {
            double middle = (low + high) / 2;
            if (below(middle) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /** The probability that the share is below x. */
    double below(double x) {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        // The fraction converges fast on this side of the mean; on the other, the mirrored one does.
        if (x > (alpha + 1) / (alpha + beta + 2)) return 1 - mirrored().below(1 - x);
        double front = alpha * Math.log(x) + beta * Math.log1p(-x) - Math.log(alpha) - logBeta();
        return Math.exp(front) * fraction(x);
    }

    /** Of failures instead of successes. */
    private BetaDistribution mirrored() {
        return new BetaDistribution(/* alpha= */ beta, /* beta= */ alpha);
    }

    private double fraction(double x) {
        double c = 1;
        double d = 1 / away(1 - (alpha + beta) * x / (alpha + 1));
        double value = d;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m));
            d = 1 / away(1 + even * d);
            c = away(1 + even / c);
            value *= d * c;
            double odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1));
            d = 1 / away(1 + odd * d);
            c = away(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < ENOUGH) break;
        }
        return value;
    }

    private static double away(double fromZero) {
        return Math.abs(fromZero) < TINY ? TINY : fromZero;
    }

    private double logBeta() {
        return logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
    }

    /** The series is exact enough from 10 on; below, Gamma(x + 1) = x Gamma(x) leads there. */
    static double logGamma(double x) {
        double shift = 0;
        double at = x;
        while (at < 10) {
            shift += Math.log(at);
            at++;
        }
        double square = at * at;
        double series = 1 / (12 * at) - 1 / (360 * at * square) + 1 / (1260 * at * square * square);
        return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
