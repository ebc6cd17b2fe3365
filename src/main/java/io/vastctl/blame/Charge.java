package io.vastctl.blame;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One failure held against one machine.
 *
 * @param rowId names the stored row; 0 before it is stored
 * @param hostId owner of the machine, 0 if unknown
 * @param cause the failure's signature
 * @param evidence what showed it; may be empty
 * @param liftedAt when somebody ended the bar it led to
 */
public record Charge(
        long rowId,
        Accused accused,
        long hostId,
        FailureClass failureClass,
        String cause,
        String evidence,
        Optional<AttemptKey> attempt,
        Instant at,
        Optional<Instant> liftedAt) {

    /** By time; the rest only makes the order total, so that equal rows in any order give the same penalties. */
    static final Comparator<Charge> IN_TIME = Comparator.comparing(Charge::at)
            .thenComparing(charge -> charge.attempt().map(AttemptKey::runId).orElse(""))
            .thenComparing(charge -> charge.attempt().map(AttemptKey::number).orElse(0))
            .thenComparing(Charge::failureClass)
            .thenComparing(Charge::cause)
            .thenComparing(Charge::evidence)
            .thenComparingLong(Charge::rowId);

    /**
     * Who has a record of their own.
     *
     * @param workload empty: the machine for whatever it is to run
     */
    public record Accused(long machineId, Optional<String> workload) {}

    /** The third step: from the evidence to who is charged; nobody for most of what goes wrong. */
    public static Optional<Charge> of(Evidence seen) {
        return seen.failure()
                .filter(failure -> seen.machineId() != 0)
                .flatMap(failure -> accused(seen, failure)
                        .map(accused -> new Charge(
                                0,
                                accused,
                                seen.hostId(),
                                failure.failureClass(),
                                failure.signature(),
                                failure.evidence(),
                                Optional.of(seen.attempt()),
                                seen.at(),
                                Optional.empty())));
    }

    private static Optional<Accused> accused(Evidence seen, Failure failure) {
        if (failure.blames() == Blame.NOBODY) return Optional.empty();
        return Optional.of(new Accused(
                seen.machineId(),
                failure.blames() == Blame.MACHINE_FOR_WORKLOAD ? Optional.of(seen.workload()) : Optional.empty()));
    }

    /** Whether it is of a kind that is withdrawn if several hosts fail alike. */
    public boolean mayBeWithdrawn() {
        return ImageFault.maySpeakOf(failureClass, cause);
    }

    /** How heavily it weighs. */
    public Weight weight() {
        return Weight.of(failureClass, cause);
    }
}
