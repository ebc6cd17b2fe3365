package io.vastctl.vast;

import java.time.Duration;

/** The endpoints we call, each with the pace that its limiter allows. */
enum CallKind {
    /** Ten a minute are documented; a burst within them is fine. */
    SEARCH("search", 9, seconds(61)),
    CREATE("create", 1, seconds(4.7)),
    DESTROY("destroy", 1, seconds(3.2)),
    SHOW("show instance", 1, seconds(2.1)),
    LIST("list instances", 1, seconds(1.1)),
    ATTACH_KEY("attach SSH key", 1, seconds(1.1)),
    LOGS("request logs", 1, seconds(1.1)),
    USER("show user", 1, seconds(1.1));

    private final String words;
    private final int calls;
    private final Duration period;

    CallKind(String words, int calls, Duration period) {
        this.words = words;
        this.calls = calls;
        this.period = period;
    }

    /** The name in messages. */
    String words() {
        return words;
    }

    /** At most so many calls within {@link #period()}; a little slower than documented. */
    int calls() {
        return calls;
    }

    Duration period() {
        return period;
    }

    /** The least pause after a 429. Creating is punished: 12 s are documented. */
    Duration penalty() {
        return this == CREATE ? seconds(12.5) : period.dividedBy(calls);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
