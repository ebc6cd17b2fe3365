package io.vastctl.memory;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One run in a list.
 *
 * @param outcome {@link #UNFINISHED} while the run goes on, and for good if its process died
 * @param attempts how many are recorded, vanished offers left out
 * @param costDollars USD; of an unfinished run, what its recorded attempts cost
 */
public record RunSummary(
        String runId,
        String command,
        String strictness,
        String workload,
        String image,
        String model,
        Origin origin,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String outcome,
        OptionalInt exitCode,
        int attempts,
        double costDollars,
        OptionalDouble secondsToReady) {

    public static final String UNFINISHED = "unfinished";
}
