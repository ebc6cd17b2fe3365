package io.vastctl.provision;

import io.vastctl.memory.Purpose;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.util.Optional;

/**
 * Whether a rental stays once its attempt is over.
 *
 * @param waitedFor whether it came to be, so that there is something to look at
 * @param troubled whether something of our own went wrong: what nobody would know of is not kept
 */
record Fate(RunRequest request, String outcome, Optional<Failure> failure, boolean waitedFor, boolean troubled) {

    boolean isToBeKept() {
        return !troubled && (isWanted() || isToBeLookedAt());
    }

    /** It is what {@code up} and the guard are for; unless somebody asked to stop in the meantime. */
    private boolean isWanted() {
        return request.purpose() != Purpose.TEST
                && outcome.equals(AttemptResult.READY)
                && !Thread.currentThread().isInterrupted();
    }

    /** Only what failed by itself is worth a look; a ceiling of ours does not yield to {@code --preserve}. */
    private boolean isToBeLookedAt() {
        return request.preserve()
                && waitedFor
                && !outcome.equals(AttemptResult.INTERRUPTED)
                && failure.map(Failure::failureClass)
                        .filter(reason -> reason != FailureClass.LIMIT && reason != FailureClass.OFFER_GONE)
                        .isPresent();
    }
}
