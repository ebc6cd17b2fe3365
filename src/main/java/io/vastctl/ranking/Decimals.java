package io.vastctl.ranking;

/**
 * Numbers as a reader wants them: at most four decimals, no trailing zeros. The direction of rounding
 * never hides on which side of a limit a value lies, so 0.97996 does not read as 0.98. Hand-made because
 * a broad search writes a hundred thousand of them.
 */
final class Decimals {

    private static final int SCALE = 10_000;

    /** What floating point may be off by, in units of the last decimal. */
    private static final double NOISE = 1e-6;

    /** More than rounding noise, so that what misses a limit by this much also reads as less. */
    private static final double TOLERANCE = 1e-9;

    private Decimals() {}

    /** Whether a value is at least the other, so that 0.1 + 0.2 does not exceed 0.3; NaN reaches nothing. */
    static boolean reaches(double value, double least) {
        return value >= least - TOLERANCE;
    }

    /** The largest number of four decimals that is not above the value. */
    static double down(double value) {
        return (double) scaledDown(value) / SCALE;
    }

    /** The smallest number of four decimals that is not below the value. */
    static double up(double value) {
        return (double) -scaledDown(-value) / SCALE;
    }

    static String textDown(double value) {
        return text(scaledDown(value));
    }

    static String textUp(double value) {
        return text(-scaledDown(-value));
    }

    private static long scaledDown(double value) {
        double scaled = value * SCALE;
        long nearest = Math.round(scaled);
        return Math.abs(scaled - nearest) < NOISE ? nearest : (long) Math.floor(scaled);
    }

    private static String text(long scaled) {
        long magnitude = Math.abs(scaled);
        StringBuilder text = new StringBuilder(12);
        if (scaled < 0) {
            text.append('-');
        }
        text.append(magnitude / SCALE);
        long fraction = magnitude % SCALE;
        if (fraction != 0) {
            text.append('.');
            for (int unit = SCALE / 10; fraction != 0; unit /= 10) {
                text.append((char) ('0' + fraction / unit));
                fraction %= unit;
            }
        }
        return text.toString();
    }
}
