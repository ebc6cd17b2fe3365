package io.vastctl.guard;

import java.time.Duration;

/** What a tiny completion, asked from outside, brought. */
public sealed interface Answer {

    /**
     * Tokens came.
     *
     * @param latency until the first token
     * @param tokensPerSecond anything but a positive number is unknown
     */
    record Good(Duration latency, double tokensPerSecond) implements Answer {}

    /**
     * None came: refused, an error, or too late.
     *
     * @param why one line
     */
    record Bad(String why) implements Answer {}

    /** It was not its turn, or our own network is down: nothing is concluded. */
    record NotAsked() implements Answer {}
}
