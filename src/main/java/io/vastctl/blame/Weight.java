package io.vastctl.blame;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.time.Duration;
import java.util.Set;

/** How heavily a cause weighs: whether it is a strike, and how long it bars if it is none. */
enum Weight {
    /** The machine is broken, or cannot run the workload: a strike. */
    FIRM(Duration.ZERO),
    /** It did not move, and nobody knows why: a day, and no strike. */
    SOFT(Duration.ofDays(1)),
    /** A quota of the machine's address at a registry or at the Hub: it fills up again by itself, and is no strike. */
    PASSING(Duration.ofHours(6));

    private static final Set<String> QUOTAS = Set.of("docker-ratelimit", "hf-429");

    private final Duration bars;

    Weight(Duration bars) {
        this.bars = bars;
    }

    /** The second step: from the failure to the weight of its cause. */
    public static Weight of(Failure failure) {
        return of(failure.failureClass(), failure.signature());
    }

    /** The same of a stored charge. */
    public static Weight of(FailureClass failureClass, String signature) {
        if (QUOTAS.contains(signature)) return PASSING;
        return failureClass == FailureClass.STALLED ? SOFT : FIRM;
    }

    boolean isStrike() {
        return this == FIRM;
    }

    /** How long it bars outside the ladder. */
    Duration bars() {
        return bars;
    }
}
