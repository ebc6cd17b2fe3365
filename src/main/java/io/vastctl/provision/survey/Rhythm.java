package io.vastctl.provision.survey;

import java.time.Duration;

/** When one of many machines is looked at again: rarer the more there are, and never all at once. Pure. */
final class Rhythm {

    /** A look costs about 20 ms of a processor; so many ms for each machine leave three quarters of one free. */
    private static final long MILLIS_PER_MACHINE = 75;
    /** Share of the pause by which it is shorter or longer. */
    private static final double JITTER = 0.1;

    private Rhythm() {}

    /**
     * From one look to the next.
     *
     * @param asAlone the pause of a run that waits for this machine alone
     * @param machines how many are waited for
     * @param number of the attempt
     * @param looks made before; with the number it decides the jitter
     */
    static Duration pause(Duration asAlone, int machines, int number, int looks) {
        long least = machines * MILLIS_PER_MACHINE;
        double swing = fraction(number * 1_000_003L + looks) * 2 - 1;
        long jitter = machines > 1 ? Math.round(swing * JITTER * Math.max(asAlone.toMillis(), least)) : 0;
        return Duration.ofMillis(Math.max(0, Math.max(asAlone.toMillis(), least) + jitter));
    }

    /** From 0 to 1, looking like chance. */
    private static double fraction(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        return ((mixed * 0xBF58476D1CE4E5B9L) >>> 11) / (double) (1L << 53);
    }
}
