package io.vastctl.cli.watch;

import io.vastctl.cli.text.Words;
import java.time.Duration;
import java.time.Instant;

/** Spans of time in words. */
final class Ages {
    private Ages() {}

    /** {@code for 3 min 5 s}. */
    static String since(Instant since, Instant now) {
        return "for " + Words.duration(Duration.between(since, now));
    }

    /** What is left until then, {@code over} if it has passed. */
    static String left(Instant until, Instant now) {
        Duration left = Duration.between(now, until);
        return left.isNegative() || left.isZero() ? "over" : coarse(left);
    }

    /** Without seconds from ten minutes on, so that a table stays calm. */
    static String coarse(Duration span) {
        return Words.duration(span.toMinutes() < 10 ? span : Duration.ofMinutes(span.toMinutes()));
    }
}
