package io.vastctl.readiness;

import io.vastctl.outcome.Phase;
import java.time.Duration;

/** When to look again: often while something is about to happen, rarely while nothing can. Pure. */
final class Cadence {

    private static final Duration EVENTFUL = Duration.ofMinutes(1);

    /** A driver that wakes up and a brake that is just let go need some seconds. */
    private static final Duration GPU_AGAIN = Duration.ofSeconds(5);

    private static final Duration SLOWEST_LOGIN = Duration.ofSeconds(5);
    private static final Duration SLOWEST_REFUSED_LOGIN = Duration.ofSeconds(10);

    private Cadence() {}

    /**
     * From the beginning of one look inside a machine that answers to the next: the whole interval while a model
     * keeps arriving, half of it in the first minute, when wrong names and broken drivers show, and once the model
     * is there, when the server is about to come up. The GPU is looked at twice only where it was in doubt.
     */
    static Duration inside(Phase phase, Duration inPhase, ReadinessLimits limits) {
        if (phase == Phase.GPU_CHECK) return GPU_AGAIN;
        boolean calm = phase == Phase.MODEL_DOWNLOAD && inPhase.compareTo(EVENTFUL) > 0;
        return calm ? limits.workloadInterval() : limits.workloadInterval().dividedBy(2);
    }

    /** What is left of an interval after a look that took so long; a quarter of it at least, for the machine's sake. */
    static Duration rest(Duration interval, Duration look) {
        Duration left = interval.minus(look);
        Duration least = interval.dividedBy(4);
        return left.compareTo(least) < 0 ? least : left;
    }

    /** Before the next login after so many in a row that failed: 1, 2, 4, then every 5 seconds. */
    static Duration afterFailures(int failures) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(Math.max(0, failures - 1), 10));
        return doubled.compareTo(SLOWEST_LOGIN) < 0 ? doubled : SLOWEST_LOGIN;
    }

    /**
     * The same where our key was refused: 5, then every 10 seconds. sshd from 9.8 on shuts out who fails to log in
     * more often than once in 5 seconds (PerSourcePenalties).
     */
    static Duration afterRefusals(int failures) {
        return failures <= 1 ? SLOWEST_LOGIN : SLOWEST_REFUSED_LOGIN;
    }
}
