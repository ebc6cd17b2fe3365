package io.vastctl.blame;

import java.util.Set;

/**
 * Failures of rentals that had served: the guard saw them, long after the attempt that rented them was a success. Their
 * signatures begin with a word of their own, for what they show is not the start of an image.
 */
public final class ServingFault {

    private static final String PREFIX = "serving-";

    public static final String CRITICAL_HEAT = PREFIX + "critical-heat";
    public static final String HOT = PREFIX + "hot";
    public static final String BROKEN_HARDWARE = PREFIX + "broken-hardware";
    public static final String STOPPED = PREFIX + "stopped";
    public static final String OFFLINE = PREFIX + "offline";
    public static final String STUCK = PREFIX + "stuck";

    /** Several hosts may have these from what they ran, or from the market they are on; heat and cards are their own. */
    private static final Set<String> SHARED = Set.of(STOPPED, OFFLINE);

    private ServingFault() {}

    /** Whether a signature is that of a rental that had served. */
    public static boolean isOne(String signature) {
        return signature.startsWith(PREFIX);
    }

    static boolean maySpeakOf(String signature) {
        return SHARED.contains(signature);
    }
}
