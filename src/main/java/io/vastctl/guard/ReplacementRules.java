package io.vastctl.guard;

import java.time.Duration;
import java.util.List;

/**
 * When a rental gives way to another, and how often the guard rents.
 *
 * @param drainFor how long a rental that is no longer wanted may finish its work
 * @param replaceAhead how long before the end of its contract a rental is replaced
 * @param startAhead how long before its hours open an endpoint is rented
 * @param backoff wait after a rent that failed; doubled with each further one in a row
 * @param longestBackoff the longest such wait
 * @param leastCeilingShare share of an endpoint's own price limit that must be left in the budget for a rent to be worth trying
 */
public record ReplacementRules(
        Patience patience,
        Storm storm,
        Duration drainFor,
        Duration replaceAhead,
        Duration startAhead,
        Duration backoff,
        Duration longestBackoff,
        double leastCeilingShare) {

    /**
     * How long a rental may be in a state in which it does not serve.
     *
     * @param starting being set up
     * @param stopped ended or given up by the host
     * @param offline the host is lost; it may come back and is not billed meanwhile
     * @param outbid somebody bids more
     * @param missing not in the account's listing
     */
    public record Patience(Duration starting, Duration stopped, Duration offline, Duration outbid, Duration missing) {

        public static final Patience STANDARD = new Patience(
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Duration.ofMinutes(10));

        /** @throws IllegalArgumentException if one is under a minute, in which a single look would count, or over a day */
        public Patience {
            for (Duration one : List.of(starting, stopped, offline, outbid, missing))
                Bounds.between("the patience with a rental", one, Duration.ofMinutes(1), Duration.ofDays(1));
        }
    }

    /**
     * When so much fails at once that renting more would only spend.
     *
     * @param failures of rents and rentals within the window
     * @param share of all rentals that fail at the same time, of 3 at least
     */
    public record Storm(int failures, Duration window, double share) {

        public static final Storm STANDARD = new Storm(6, Duration.ofHours(1), 0.6);

        /** @throws IllegalArgumentException if a number is out of bounds */
        public Storm {
            Bounds.between("the failures of a storm", failures, 2, 1000);
            Bounds.between("the window of a storm", window, Duration.ofMinutes(1), Duration.ofDays(7));
            Bounds.between("the share of a storm", share, 0.01, 1);
        }
    }

    public static final ReplacementRules STANDARD = new ReplacementRules(
            Patience.STANDARD,
            Storm.STANDARD,
            Duration.ofMinutes(2),
            Duration.ofHours(2),
            Duration.ofMinutes(20),
            Duration.ofMinutes(2),
            Duration.ofMinutes(30),
            0.2);

    /** @throws IllegalArgumentException if a number is out of bounds */
    public ReplacementRules {
        Bounds.between("the time to drain", drainFor, Duration.ZERO, Duration.ofHours(6));
        Bounds.between("the time before the end of a contract", replaceAhead, Duration.ZERO, Duration.ofDays(7));
        Bounds.between("the time before the hours open", startAhead, Duration.ZERO, Duration.ofHours(12));
        Bounds.between("the wait after a failed rent", backoff, Duration.ZERO, Duration.ofHours(6));
        Bounds.between("the longest wait after a failed rent", longestBackoff, backoff, Duration.ofDays(1));
        Bounds.between("the least share of a price limit", leastCeilingShare, 0, 1);
    }
}
