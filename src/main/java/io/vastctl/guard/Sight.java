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
     */
    record Blind(Instant since, String why) implements Sight {}
}
