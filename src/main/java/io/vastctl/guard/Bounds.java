package io.vastctl.guard;

import java.time.Duration;

/** Refuses a plan that makes no sense, in one sentence. */
final class Bounds {

    private Bounds() {}

    static void between(String what, double value, double least, double most) {
        if (!(value >= least && value <= most))
            throw new IllegalArgumentException(what + " must lie from " + least + " to " + most + ", not " + value);
    }

    static void between(String what, int value, int least, int most) {
        if (value < least || value > most)
            throw new IllegalArgumentException(what + " must lie from " + least + " to " + most + ", not " + value);
    }

    static void between(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0)
            throw new IllegalArgumentException(what + " must last from " + Phrases.span(least) + " to "
                    + Phrases.span(most) + ", not " + Phrases.span(value));
    }

    static void words(String what, String value) {
        if (value.isBlank()) throw new IllegalArgumentException(what + " must not be empty");
    }
}
