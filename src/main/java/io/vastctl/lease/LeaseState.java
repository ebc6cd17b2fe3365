package io.vastctl.lease;

import java.time.Duration;

/**
 * How the lease stands on the machine, by its own word after a renewal.
 *
 * @param renewed whether the heartbeat could be written; it cannot where the disk is full
 * @param loop what the loop can do
 * @param left until the lease runs out, by the machine's clock; negative once it has
 */
public record LeaseState(boolean renewed, Loop loop, Duration left) {

    /** The loop, and what it would destroy with. */
    public enum Loop {
        CURL("curl", "runs, with curl"),
        PYTHON3("python3", "runs, with python3"),
        NO_TOOL("no-tool", "cannot destroy: the image has neither curl nor python3"),
        NO_KEY("no-key", "cannot destroy: the container has no CONTAINER_ID and CONTAINER_API_KEY"),
        NOT_RUNNING("none", "does not run");

        private final String word;
        private final String meaning;

        Loop(String word, String meaning) {
            this.word = word;
            this.meaning = meaning;
        }

        String word() {
            return word;
        }
    }

    /** Whether the machine would destroy itself in time if nobody came back. */
    public boolean protects() {
        return renewed && (loop == Loop.CURL || loop == Loop.PYTHON3);
    }

    /** For people, to come after "the lease": what is wrong first. */
    public String describe() {
        if (!renewed) return "could not be renewed on the machine; its loop " + loop.meaning;
        return protects() ? "is renewed; its loop " + loop.meaning : "does not protect: its loop " + loop.meaning;
    }
}
