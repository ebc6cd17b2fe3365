package io.vastctl.cli.guard;

import io.vastctl.cli.text.Words;
import io.vastctl.guard.loop.Keeper;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What systemd is told of a guard that is one of its units; nothing where it is none. */
final class UnitWords {

    private static final String MORE_TIME = "EXTEND_TIMEOUT_USEC=" + TimeUnit.SECONDS.toMicros(90);

    /** So many waits of one that stands by are a minute. */
    private static final long SIGNS_APART = Duration.ofMinutes(1).toSeconds() / Standby.EVERY.toSeconds();

    private final SdNotify systemd;
    private long waits;

    UnitWords(SdNotify systemd) {
        this.systemd = systemd;
    }

    void standsBy(String holder, String guard) {
        tell("READY=1", "STATUS=stands by, " + holder + " keeps " + guard);
    }

    /** Each sign is a process, and one a minute is plenty. */
    void waits() {
        if (waits++ % SIGNS_APART == 0) tell("WATCHDOG=1");
    }

    void keeps(String guard) {
        tell("READY=1", "STATUS=keeping " + guard);
    }

    /** Only a tick that ended tells so. */
    void alive(Keeper.Tick tick) {
        tell(
                "WATCHDOG=1",
                "STATUS=" + Words.count(tick.seen().rentals().size(), "rental", "rentals") + ", "
                        + Words.count(tick.seen().ventures().size(), "rent", "rents") + " under way");
    }

    void ends() {
        tell("STOPPING=1");
    }

    void givesBack() {
        tell("STOPPING=1", MORE_TIME, "STATUS=giving back what was being rented");
    }

    /** What it does takes another minute and a half at most. */
    void needsMoreTime() {
        tell(MORE_TIME);
    }

    private void tell(String... words) {
        try {
            systemd.tell(words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
