package io.vastctl.provision;

import io.vastctl.offer.Offer;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.readiness.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One attempt, over.
 *
 * @param number from 1, vanished offers included; the last part of the label
 * @param label what the instance was called
 * @param instanceId absent when nothing was rented, or when an unclear create was never settled
 * @param dollarsPerHour USD per hour with the disk, without traffic
 * @param outcome {@code ready}, {@code failed}, {@code offer_gone}, {@code interrupted}
 * @param costDollars USD, as we reckon it: see {@link RentalCost}
 * @param cleanupEvidence what the cleanup's verdict rests on, one line; may be empty
 * @param key opens the endpoint; only where a verified one was kept
 */
public record AttemptResult(
        int number,
        String label,
        Offer offer,
        OptionalLong instanceId,
        double dollarsPerHour,
        String outcome,
        Optional<Failure> failure,
        Optional<Verdict.Verified> verified,
        List<PhaseTime> phases,
        double costDollars,
        Cleanup cleanup,
        String cleanupEvidence,
        Optional<EndpointKey> key,
        Instant startedAt,
        Instant finishedAt) {

    public static final String READY = "ready";
    public static final String FAILED = "failed";
    public static final String OFFER_GONE = "offer_gone";
    public static final String INTERRUPTED = "interrupted";

    /** The same attempt once what it had kept was given back. */
    AttemptResult without(Cleanup given, String evidence) {
        return new AttemptResult(
                number,
                label,
                offer,
                instanceId,
                dollarsPerHour,
                outcome,
                failure,
                verified,
                phases,
                costDollars,
                given,
                evidence,
                Optional.empty(),
                startedAt,
                finishedAt);
    }

    public boolean isReady() {
        return outcome.equals(READY);
    }

    /** Whether a ceiling left no room for it when it was about to be rented: then nothing was. */
    boolean hadNoRoom() {
        return cleanup == Cleanup.NONE
                && failure.filter(why -> why.failureClass() == FailureClass.LIMIT && why.phase() == Phase.CREATE)
                        .isPresent();
    }

    /** Whether it counts against the number of attempts: a vanished offer does not, and one without room neither. */
    public boolean counts() {
        return !outcome.equals(OFFER_GONE) && !hadNoRoom();
    }
}
