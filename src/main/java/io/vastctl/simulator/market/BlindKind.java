package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.Optional;

/** In what way the API is blind for hours. */
public enum BlindKind {
    /** Every call is answered with an error of the servers. */
    ERRORS,
    /** No call is answered. */
    SILENCE,
    /** Calls are answered, and the list of instances is empty. */
    EMPTY_LISTS;

    /** Empty where it is not. */
    public static Optional<BlindKind> at(FaultBook faults, Instant now) {
        return faults.episode(Fault.API_BLIND_HOURS, values().length, now).map(kind -> values()[kind]);
    }
}
