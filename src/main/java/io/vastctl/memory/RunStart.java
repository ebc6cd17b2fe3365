package io.vastctl.memory;

import java.time.Instant;

/**
 * A run as it began.
 *
 * @param runId unique
 * @param command the vastctl command, {@code test}
 * @param snapshotJson the ranked choice as it stood, one JSON document
 */
public record RunStart(
        String runId,
        String command,
        String strictness,
        String workload,
        String image,
        String model,
        Origin origin,
        Instant startedAt,
        String snapshotJson) {}
