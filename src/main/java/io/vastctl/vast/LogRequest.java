package io.vastctl.vast;

import java.util.Optional;

/**
 * Which log lines are wanted.
 *
 * @param tail number of lines from the end, 1 at least
 * @param filter only lines with this text, as {@code grep} finds them; the host's doing
 * @param daemon the host's own log of the container in place of what the container wrote
 */
public record LogRequest(int tail, Optional<String> filter, boolean daemon) {

    public LogRequest {
        if (tail < 1) throw new IllegalArgumentException("a log needs one line at least, not " + tail);
    }

    /** The last lines of what the container wrote. */
    public static LogRequest last(int lines) {
        return new LogRequest(lines, Optional.empty(), false);
    }

    /** The same, but only lines with that text; all for an empty one. */
    public LogRequest matching(String text) {
        return new LogRequest(tail, Optional.of(text).filter(some -> !some.isBlank()), daemon);
    }

    /** The same lines of the host's log. */
    public LogRequest ofTheDaemon() {
        return new LogRequest(tail, filter, true);
    }
}
