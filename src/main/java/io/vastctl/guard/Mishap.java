package io.vastctl.guard;

import java.time.Instant;

/**
 * Something that failed a while ago.
 *
 * @param endpoint name in the plan
 */
public record Mishap(Instant at, String endpoint, Kind kind) {

    public enum Kind {
        /** A rent ended without a serving rental, after all its attempts. */
        RENT_FAILED,
        /** A rent ended by an error of the API or of ours: the next one waits, but it is no machine's failure. */
        RENT_ERROR,
        /** A rental had to be given back because it failed. */
        RENTAL_LOST,
        /** A rent ended well: failures before it no longer count for the wait. */
        RENT_DONE
    }
}
