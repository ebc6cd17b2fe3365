package io.vastctl.memory;

import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.workload.WorkloadVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Successful runs for a history, each on a machine of its own that no test's market has. */
public final class PastStarts {

    private static final long MACHINES_FROM = 9_000_000;

    private PastStarts() {}

    /** So many of that workload, all with these seconds. */
    public static void record(
            RunHistory history,
            Origin origin,
            WorkloadVersion workload,
            int count,
            Instant before,
            Map<Phase, Integer> seconds) {
        for (int i = 0; i < count; i++) {
            Instant at = before.minus(Duration.ofHours(count - i));
            String runId = "past" + i;
            history.begin(new RunStart(
                    runId, "test", "balanced", workload.name(), workload.image(), workload.model(), origin, at, ""));
            history.attempt(attempt(runId, MACHINES_FROM + i, at, seconds));
            history.finish(new RunEnd(runId, "ready", 0, at.plusSeconds(600), 0.05, OptionalDouble.of(100)));
        }
    }

    private static AttemptRow attempt(String runId, long machineId, Instant at, Map<Phase, Integer> seconds) {
        List<PhaseTime> phases = new ArrayList<>();
        for (Phase phase : Phase.values())
            if (seconds.containsKey(phase))
                phases.add(new PhaseTime(phase, Duration.ofSeconds(seconds.getOrDefault(phase, 0))));
        return new AttemptRow(
                runId,
                1,
                machineId,
                machineId,
                machineId,
                "RTX 4090",
                OptionalLong.of(machineId),
                0.3,
                at,
                at.plusSeconds(600),
                AttemptRow.READY,
                Optional.empty(),
                phases,
                0.05,
                "destroyed",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
