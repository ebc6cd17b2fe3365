package io.vastctl.memory;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.PhaseTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One attempt on one offer, complete.
 *
 * @param number within the run, from 1
 * @param instanceId empty if nothing was created
 * @param dollarsPerHour USD, all in
 * @param outcome {@code ready}, {@code failed}, {@code offer_gone}, {@code interrupted} or {@code limit}
 * @param cleanup {@code destroyed}, {@code kept}, {@code leaked} or {@code none}
 * @param downloadMbps measured on the machine, megabits per second
 */
public record AttemptRow(
        String runId,
        int number,
        long offerId,
        long machineId,
        long hostId,
        String gpuName,
        OptionalLong instanceId,
        double dollarsPerHour,
        Instant startedAt,
        Instant finishedAt,
        String outcome,
        Optional<Failure> failure,
        List<PhaseTime> phases,
        double costDollars,
        String cleanup,
        OptionalDouble firstTokenSeconds,
        OptionalDouble tokensPerSecond,
        OptionalDouble downloadMbps) {

    /** The outcome of an attempt that produced tokens. */
    public static final String READY = "ready";

    public AttemptRow {
        phases = List.copyOf(phases);
    }
}
