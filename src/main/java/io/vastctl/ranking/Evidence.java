package io.vastctl.ranking;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * One recorded attempt that says something about a machine. What was nobody's or the workload's fault is none.
 *
 * @param machineId 0 if unknown
 * @param hostId 0 if unknown
 * @param success whether it ended with a verified endpoint; otherwise the machine spoiled it
 * @param at when it ended
 */
public record Evidence(long machineId, long hostId, boolean success, Instant at) {

    /** Total, so that sums do not depend on the order in which rows are read. */
    static final Comparator<Evidence> ORDER = Comparator.comparing(Evidence::at)
            .thenComparingLong(Evidence::machineId)
            .thenComparingLong(Evidence::hostId)
            .thenComparing(Evidence::success);

    private static final double SECONDS_PER_DAY = 86_400;

    /**
     * 1 for news, half after each half-life; what lies in the future counts as news.
     *
     * @param constants with the half-life
     */
    public static double weight(Instant at, Instant now, Constants constants) {
        double days = Math.max(0, Duration.between(at, now).toMillis() / 1000.0 / SECONDS_PER_DAY);
        return Math.pow(0.5, days / constants.get(Constant.HALF_LIFE_DAYS));
    }
}
