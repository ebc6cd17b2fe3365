package io.vastctl.vast;

import static io.vastctl.vast.Repeat.ALWAYS;
import static io.vastctl.vast.Repeat.NEVER;
import static io.vastctl.vast.Repeat.UNLESS_DONE;

import java.time.Duration;

/**
 * The calls we make, each with the pace that its limiter allows and with the answer to "may it be sent
 * twice?". Paces are a little slower than documented; where nothing is documented, that of most calls.
 */
enum CallKind {
    /** Ten a minute are documented; a burst within them is fine. */
    SEARCH("search", ALWAYS, 9, seconds(61)),
    /** Twice is two rentals. */
    CREATE("create", NEVER, seconds(4.7)),
    DESTROY("destroy", ALWAYS, seconds(3.2)),
    SHOW("show instance", ALWAYS, seconds(2.1)),
    LIST("list instances", ALWAYS, seconds(1.1)),
    /** The same key twice is one login. */
    ATTACH_KEY("attach SSH key", ALWAYS, seconds(1.1)),
    LOGS("request logs", ALWAYS, seconds(1.1)),
    USER("show user", ALWAYS, seconds(1.1)),
    CHARGES("show charges", ALWAYS, seconds(1.1)),

    /** Sets what is wanted; so do the next three. */
    START("start instance", ALWAYS, seconds(1.1)),
    STOP("stop instance", ALWAYS, seconds(1.1)),
    RELABEL("label instance", ALWAYS, seconds(1.1)),
    CHANGE_BID("change bid", ALWAYS, seconds(5.7)),
    /** Twice stops a container that has just come up again. */
    REBOOT("reboot instance", UNLESS_DONE, seconds(1.1)),
    /** Twice throws away a container that has just been made. */
    RECYCLE("recycle instance", UNLESS_DONE, seconds(1.1)),
    /** {@code rm} with a pattern, sent again, would take what was written in between. */
    EXECUTE("execute", UNLESS_DONE, seconds(1.7)),

    LIST_KEYS("list SSH keys", ALWAYS, seconds(1.1)),
    /** Twice is two entries in the account. */
    ADD_KEY("add SSH key", UNLESS_DONE, seconds(1.1)),
    /** By number, and numbers are not used again. */
    DELETE_KEY("delete SSH key", ALWAYS, seconds(1.1)),
    ATTACHED_KEYS("show SSH keys of an instance", ALWAYS, seconds(1.1)),
    DETACH_KEY("detach SSH key", ALWAYS, seconds(2.1)),

    LIST_INCREASES("list price increases", ALWAYS, seconds(1.1)),
    /** After a lost answer the second one would read "no such increase", which may be a lie. */
    ACCEPT_INCREASE("accept price increase", UNLESS_DONE, seconds(1.1)),
    REJECT_INCREASE("reject price increase", UNLESS_DONE, seconds(1.1)),

    LIST_MACHINES("list own machines", ALWAYS, seconds(1.1)),
    SET_MIN_BID("set minimum bid", ALWAYS, seconds(1.6)),

    REPORTS("machine reports", ALWAYS, seconds(1.4)),
    AUDIT_LOG("audit log", ALWAYS, seconds(1.1)),
    NOTIFICATION_TYPES("notification types", ALWAYS, seconds(1.1)),
    NOTIFICATION_SETTINGS("notification settings", ALWAYS, seconds(1.1));

    private final String words;
    private final Repeat repeat;
    private final int calls;
    private final Duration period;

    CallKind(String words, Repeat repeat, Duration period) {
        this(words, repeat, 1, period);
    }

    CallKind(String words, Repeat repeat, int calls, Duration period) {
        this.words = words;
        this.repeat = repeat;
        this.calls = calls;
        this.period = period;
    }

    /** The name in messages. */
    String words() {
        return words;
    }

    Repeat repeat() {
        return repeat;
    }

    /** At most so many calls within {@link #period()}. */
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

    /** Whether it ends what costs money, and goes before the others of its {@link #bucket()}. */
    boolean ends() {
        return this == DESTROY || this == STOP;
    }

    /** The kind whose pace counts: three go to one endpoint with one method, and the server counts those. */
    CallKind bucket() {
        return this == STOP || this == RELABEL ? START : this;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
