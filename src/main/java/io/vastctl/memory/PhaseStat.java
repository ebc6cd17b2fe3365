package io.vastctl.memory;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.WorkloadVersion;
import java.time.Duration;

/**
 * How long one phase of one workload lasts in attempts that succeed.
 *
 * @param median over {@code count} attempts, each with its whole time in the phase
 */
public record PhaseStat(WorkloadVersion workload, Phase phase, Duration median, int count) {}
