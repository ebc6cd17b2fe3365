package io.vastctl.guard;

import java.util.OptionalDouble;

/**
 * Whether a reading of the account's credit is believed: one that sank by more than can have been spent is doubted once,
 * and believed when the next reading is no better.
 */
public final class Credit {

    /** What traffic and rounding may add to the bill unseen: so much of what was spent, and so many USD. */
    private static final double SHARE = 0.5;

    private static final double DOLLARS = 2;

    private Credit() {}

    /**
     * Judges one reading.
     *
     * @param told USD
     * @param known USD as last believed; empty before the first
     * @param spent USD that the account can have spent since, without traffic; what is no amount counts as none
     * @param doubtedBefore whether the last reading was doubted
     */
    public static boolean doubts(double told, OptionalDouble known, double spent, boolean doubtedBefore) {
        if (doubtedBefore) return false;
        double gone = spent > 0 && spent < Double.POSITIVE_INFINITY ? spent : 0;
        return known.isEmpty() || !(told >= known.getAsDouble() - gone * (1 + SHARE) - DOLLARS);
    }
}
