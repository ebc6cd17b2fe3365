package io.vastctl.memory;

import io.vastctl.memory.Journal.Intent;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Rows for tests. */
public final class Rentals {

    public static final Instant START = Instant.parse("2026-10-01T12:00:00Z");

    private Rentals() {}

    public static Intent intent(String label) {
        return new Intent(
                label,
                "run-1",
                1,
                11,
                22,
                33,
                new Prices(0.30, 0.01, 0.02, 0.03),
                Origin.REAL,
                "real",
                OptionalLong.of(4),
                Purpose.TEST,
                Bounds.NONE);
    }

    public static RunStart run(String runId, Origin origin, Instant startedAt) {
        return new RunStart(
                runId,
                "test",
                "balanced",
                "tinyllama",
                "vllm/vllm-openai:v0.10.2",
                "TinyLlama/TinyLlama-1.1B-Chat-v1.0",
                origin,
                startedAt,
                "{\"eligible\":[]}");
    }

    public static Failure failure(FailureClass failureClass, Phase phase) {
        return new Failure(failureClass, "docker-cdi", phase, "failed to inject CDI devices");
    }

    public static AttemptRow ready(String runId, int number, long machineId, long hostId, PhaseTime... phases) {
        return attempt(runId, number, machineId, hostId, "ready", Optional.empty(), phases);
    }

    public static AttemptRow failed(String runId, int number, long machineId, long hostId, Failure failure) {
        return attempt(runId, number, machineId, hostId, "failed", Optional.of(failure));
    }

    public static AttemptRow attempt(
            String runId,
            int number,
            long machineId,
            long hostId,
            String outcome,
            Optional<Failure> failure,
            PhaseTime... phases) {
        boolean ready = outcome.equals("ready");
        return new AttemptRow(
                runId,
                number,
                1000 + number,
                machineId,
                hostId,
                "RTX 4090",
                OptionalLong.of(5000 + number),
                0.31,
                START,
                START.plus(Duration.ofMinutes(number)),
                outcome,
                failure,
                List.of(phases),
                0.02,
                "destroyed",
                ready ? OptionalDouble.of(0.4) : OptionalDouble.empty(),
                ready ? OptionalDouble.of(80 + number) : OptionalDouble.empty(),
                OptionalDouble.of(100.0 * number));
    }

    public static PhaseTime took(Phase phase, long seconds) {
        return new PhaseTime(phase, Duration.ofSeconds(seconds));
    }
}
