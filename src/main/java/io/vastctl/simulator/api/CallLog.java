package io.vastctl.simulator.api;

import java.time.Instant;

/** Told of every call that a client makes of a served market. Safe for several threads. */
@FunctionalInterface
public interface CallLog {

    /** Nobody listens. */
    CallLog NONE = (at, method, path, status) -> {};

    /**
     * A call was answered.
     *
     * @param at the market's time
     * @param path as it came, without the query, which may hold a key
     * @param status of HTTP, 0 where the market dropped the answer
     */
    void answered(Instant at, String method, String path, int status);
}
