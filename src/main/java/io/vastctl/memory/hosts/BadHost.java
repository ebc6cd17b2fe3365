package io.vastctl.memory.hosts;

import io.vastctl.memory.Origin;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One barred machine or host.
 *
 * @param rowId names this entry
 * @param id machine id or host id, by scope
 * @param workload the only workload it is barred for; empty for all
 * @param cause the failure's signature, or the operator's reason
 * @param evidence what showed it
 * @param runId the run that met the failure
 * @param attempt number within that run
 * @param origin of an automatic entry; a manual one counts in both markets
 * @param hostId owner of a barred machine, 0 if unknown
 * @param strike which step of the ladder, from 1; 0 outside the ladder
 * @param expiresAt empty: holds until removed
 */
public record BadHost(
        long rowId,
        Scope scope,
        long id,
        Optional<String> workload,
        String cause,
        Optional<String> evidence,
        Optional<String> runId,
        OptionalInt attempt,
        Source source,
        Origin origin,
        long hostId,
        int strike,
        Instant createdAt,
        Optional<Instant> expiresAt) {

    public boolean activeAt(Instant now) {
        return expiresAt.isEmpty() || expiresAt.get().isAfter(now);
    }
}
