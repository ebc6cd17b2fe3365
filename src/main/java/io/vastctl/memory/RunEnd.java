package io.vastctl.memory;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A run as it ended.
 *
 * @param costDollars USD over all attempts
 * @param secondsToReady from the start of the run to the first token, of a run that got there
 */
public record RunEnd(
        String runId,
        String outcome,
        int exitCode,
        Instant finishedAt,
        double costDollars,
        OptionalDouble secondsToReady) {}
