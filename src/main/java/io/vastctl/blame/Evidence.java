package io.vastctl.blame;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt as far as it says something about blame.
 *
 * @param hostId owner of the machine, 0 if unknown
 * @param workload as {@link io.vastctl.workload.Workload#barredAs} says it; what a bar for one workload is for
 * @param failure empty if the attempt produced tokens
 * @param at when the attempt was over
 */
public record Evidence(
        AttemptKey attempt,
        long machineId,
        long hostId,
        String workload,
        String image,
        Optional<Failure> failure,
        Instant at) {

    /** Whether this attempt came past that phase, and so had no part in what failed there. */
    boolean cameFurtherThan(Phase phase) {
        return failure.isEmpty() || failure.get().phase().compareTo(phase) > 0;
    }
}
