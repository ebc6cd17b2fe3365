package io.vastctl.memory.hosts;

/**
 * How often attempts succeed, and how sure that is: the posterior of a share, from this record alone. The ranking adds
 * what is known of the host and of the market.
 *
 * @param mean of the posterior, 0 to 1
 * @param low the share is above this with a probability of 95 per cent
 * @param high the share is below this with a probability of 95 per cent
 */
public record SuccessRate(double mean, double low, double high) {

    /** Before anything is known, three attempts out of four are taken to succeed; worth three attempts. */
    private static final double PRIOR_SUCCESSES = 2.25;

    private static final double PRIOR_FAILURES = 0.75;
    private static final double TAIL = 0.05;

    public static SuccessRate of(Tally tally) {
        BetaDistribution posterior =
                new BetaDistribution(PRIOR_SUCCESSES + tally.successes(), PRIOR_FAILURES + tally.infraFailures());
        return new SuccessRate(posterior.mean(), posterior.quantile(TAIL), posterior.quantile(1 - TAIL));
    }
}
