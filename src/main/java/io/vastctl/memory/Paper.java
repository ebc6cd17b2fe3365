package io.vastctl.memory;

import java.time.Instant;

/**
 * One piece of what an attempt left behind for a support bundle. Holds no secrets: they are taken out before it is made.
 *
 * @param attempt its number within the run
 * @param name of the probe, the API's state, or the phase
 * @param code exit code of a probe; else 0
 * @param content what a probe wrote, or the detail
 * @param extra what a probe wrote to its error output
 */
public record Paper(int attempt, Kind kind, String name, Instant at, int code, String content, String extra) {

    /** What it is about. */
    public enum Kind {
        /** A result of the last look. */
        PROBE,
        /** What the API said of the instance, when it changed. */
        API,
        /** What the run made of it. */
        DECISION
    }
}
