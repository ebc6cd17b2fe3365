package io.vastctl.guard;

import java.time.Duration;

/**
 * How many rents may begin. Each searches the market, which takes ten searches a minute of one key (Vast.ai, "Rate limits and
 * errors"); more at once would only wait for each other, and for their turns to look at what they rent.
 */
final class Pace {

    /** As many rents begin in any minute, those that failed in it included: they search again. */
    static final int MOST = 10;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Pace() {}

    /** How many more may begin now, before this tick's own decisions. */
    static long left(Situation situation) {
        long begun = situation.seen().ventures().stream()
                .filter(venture -> !situation.lasted(venture.since(), MINUTE))
                .count();
        long failed = situation.seen().mishaps().stream()
                .filter(mishap -> Backoff.FAILED.contains(mishap.kind()))
                .filter(mishap -> !situation.lasted(mishap.at(), MINUTE))
                .count();
        return Math.max(0, MOST - begun - failed);
    }

    /** Why the others wait. */
    static String reason(PlannedEndpoint endpoint, long left) {
        return Phrases.count(left, "rent") + " of " + endpoint.name() + (left == 1 ? " waits" : " wait")
                + ": no more than " + MOST + " begin in a minute";
    }
}
