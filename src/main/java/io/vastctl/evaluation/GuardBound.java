package io.vastctl.evaluation;

import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.ReplacementRules;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * How long an endpoint may be below its count, as docs/guard-rules.md promises it.
 *
 * @param every from one look to the next
 * @param rent how long a rent for that endpoint may take
 */
record GuardBound(Plan plan, Duration every, Function<PlannedEndpoint, Duration> rent) {

    /** In which the slower of two machines of one endpoint may still be looked at, and a look itself ends. */
    private static final int LOOKS = 4;

    /**
     * The longest that a gap may last.
     *
     * @param failed rents that failed in it
     * @param deaths of the guard in it, each of which breaks a rent off
     */
    Duration of(PlannedEndpoint endpoint, int failed, int deaths) {
        return noticed()
                .plus(rent.apply(endpoint).multipliedBy(failed + deaths + 1L))
                .plus(waits(failed));
    }

    /** The slowest row of the table. */
    private Duration noticed() {
        ReplacementRules.Patience patience = plan.replacement().patience();
        Duration slowest = Duration.ZERO;
        for (Duration one : List.of(
                patience.starting(), patience.stopped(), patience.offline(), patience.outbid(), patience.missing()))
            if (one.compareTo(slowest) > 0) slowest = one;
        return slowest.plus(every.multipliedBy(LOOKS));
    }

    private Duration waits(int failed) {
        Duration sum = Duration.ZERO;
        Duration wait = plan.replacement().backoff();
        Duration most = plan.replacement().longestBackoff();
        for (int i = 0; i < failed; i++) {
            sum = sum.plus(wait);
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(most) > 0 ? most : doubled;
        }
        return sum;
    }
}
