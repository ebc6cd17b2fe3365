package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Charge;
import io.vastctl.memory.Origin;
import io.vastctl.outcome.FailureClass;
import java.time.Instant;
import java.util.Optional;

/**
 * One row of the list as it is stored: an order of the operator, or one failure held against one machine.
 *
 * @param rowId names the row; 0 before it is stored
 * @param id machine id or host id, by scope
 * @param workload the only workload it is about; empty for all
 * @param cause the failure's signature, or the operator's reason; never empty
 * @param evidence what showed it; may be empty
 * @param failureClass of the failure; empty for a manual row
 * @param origin of an automatic row; a manual one counts in both markets
 * @param hostId owner of the machine, 0 if unknown
 * @param expiresAt of a manual row; empty if it holds until removed, and for an automatic row
 * @param liftedAt when somebody ended the bar of an automatic row
 */
public record StoredBar(
        long rowId,
        Scope scope,
        long id,
        Optional<String> workload,
        String cause,
        String evidence,
        Optional<FailureClass> failureClass,
        Optional<AttemptKey> attempt,
        Source source,
        Origin origin,
        long hostId,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> liftedAt) {

    static StoredBar of(Charge charge, Origin origin) {
        return new StoredBar(
                charge.rowId(),
                Scope.MACHINE,
                charge.accused().machineId(),
                charge.accused().workload(),
                charge.cause(),
                charge.evidence(),
                Optional.of(charge.failureClass()),
                charge.attempt(),
                Source.AUTOMATIC,
                origin,
                charge.hostId(),
                charge.at(),
                Optional.empty(),
                charge.liftedAt());
    }

    boolean automatic() {
        return source == Source.AUTOMATIC;
    }

    Charge charge() {
        return new Charge(
                rowId,
                new Charge.Accused(id, workload),
                hostId,
                failureClass.orElse(FailureClass.INFRA_FATAL),
                cause,
                evidence,
                attempt,
                createdAt,
                liftedAt);
    }

    /** Whether both rows tell of the same failure, wherever they were written. */
    boolean sameFailure(StoredBar other) {
        return automatic()
                && other.automatic()
                && id == other.id
                && workload.equals(other.workload)
                && cause.equals(other.cause)
                && failureClass.equals(other.failureClass)
                && attempt.equals(other.attempt)
                && origin == other.origin
                && createdAt.toEpochMilli() == other.createdAt.toEpochMilli();
    }
}
