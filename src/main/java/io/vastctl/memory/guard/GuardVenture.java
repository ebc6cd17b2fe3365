package io.vastctl.memory.guard;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A rent of a guard, under way or over.
 *
 * @param runId the run that rents; what it rented stands in the journal under it
 * @param endpoint name in the plan
 * @param workload as the plan called it then
 * @param ceiling USD per hour at most
 * @param replaces the instance that it is to replace
 * @param endedAt empty while it is under way
 * @param outcome {@code ready}, {@code failed}, {@code error} where no machine is to blame, or {@code broken off} for one whose guard was stopped
 */
public record GuardVenture(
        String runId,
        String guard,
        String endpoint,
        String workload,
        Instant since,
        double ceiling,
        OptionalLong replaces,
        Optional<Instant> endedAt,
        Optional<String> outcome) {

    public static final String READY = "ready";
    public static final String FAILED = "failed";
    public static final String ERROR = "error";
    public static final String BROKEN_OFF = "broken off";
}
