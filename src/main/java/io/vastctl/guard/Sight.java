package io.vastctl.guard;

import java.time.Instant;

/** Whether the marketplace told us, in this look, what we asked. */
public sealed interface Sight {

    /** The account's listing was read whole, and was good. */
    record Sees() implements Sight {}

    /**
     * It failed, was malformed, or contradicted itself.
     *
     * @param since the first look in a row that failed
     * @param why one line
     * @param refused whether the marketplace answered, and refused the key: that does not pass by itself
     */
    record Blind(Instant since, String why, boolean refused) implements Sight {

        /** One that may pass. */
        public Blind(Instant since, String why) {
            this(since, why, false);
        }
    }
}
