package io.vastctl.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * What the file of the lease says, and when the loop acts on it: the rules of the script as a pure function,
 * for a simulated machine. A test holds both against each other.
 *
 * @param at the last renewal, by the machine's clock
 * @param lease how long it holds
 */
public record Heartbeat(Instant at, Duration lease) {

    /**
     * What the loop writes where it finds no file. The time of renting counts if it lies within its lease;
     * otherwise a short lease begins now, long enough for somebody who is there to log in and renew.
     *
     * @param now the machine's clock when the loop starts
     */
    public static Heartbeat first(LeaseTerms terms, Instant now) {
        Duration age = Duration.between(terms.since(), now);
        if (!age.isNegative() && age.compareTo(terms.length()) < 0) return new Heartbeat(terms.since(), terms.length());
        return new Heartbeat(now, terms.length().compareTo(LeaseScript.SHORT) < 0 ? terms.length() : LeaseScript.SHORT);
    }

    public Instant expires() {
        return at.plus(lease);
    }

    /**
     * When the loop destroys its instance for the first time, if nobody renews; again at each tick of 15 s.
     *
     * @param loopStart when the container was last started
     */
    public Instant destroysAt(Instant loopStart) {
        Instant earliest = loopStart.plus(LeaseScript.GRACE);
        Instant due = expires().isAfter(earliest) ? expires() : earliest;
        long tick = LeaseScript.TICK.toMillis();
        long ticks = Math.floorDiv(Duration.between(loopStart, due).toMillis() + tick - 1, tick);
        return loopStart.plusMillis(ticks * tick);
    }
}
