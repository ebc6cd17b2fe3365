package io.vastctl.memory.survey;

import io.vastctl.memory.AttemptRow;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One machine of a survey, and what is known of it.
 *
 * @param position its turn, from 1
 * @param offerId the listing that it was chosen by
 * @param place as the market words it; may be empty
 * @param dollarsPerHour USD per hour with the disk, as it was chosen
 * @param absentAt when its turn came and the market did not offer it any more
 * @param attempt the last one on it that is over
 */
public record SurveyMachine(
        int position,
        long offerId,
        long machineId,
        long hostId,
        String gpuName,
        int numGpus,
        String place,
        double dollarsPerHour,
        Optional<Instant> absentAt,
        Optional<AttemptRow> attempt) {

    /** Failures that are ours or the marketplace's, and tell nothing of the machine. */
    private static final Set<String> NOBODYS = Set.of(
            "internal-error",
            "offer-taken",
            "journal-failed",
            "taken-over",
            "marketplace-silent",
            "looked-too-rarely",
            "create-unclear",
            "create-throttled",
            "stopped-from-outside");

    /** What a survey can say of a machine. */
    public enum Finding {
        /** It gave tokens. */
        WORKS,
        /** It did not get there. */
        FAILS,
        /** Somebody else had it, or the market offered it no more. */
        GONE,
        /** Nothing is known yet: it was not tried, or the attempt was broken off. */
        LEFT
    }

    /** One that was not tried yet. */
    public static SurveyMachine planned(
            int position,
            long offerId,
            long machineId,
            long hostId,
            String gpuName,
            int numGpus,
            String place,
            double dollarsPerHour) {
        return new SurveyMachine(
                position,
                offerId,
                machineId,
                hostId,
                gpuName,
                numGpus,
                place,
                dollarsPerHour,
                Optional.empty(),
                Optional.empty());
    }

    /** By the last attempt; without one it is left to do, unless it was not there when its turn came. */
    public Finding finding() {
        return attempt.map(SurveyMachine::finding).orElse(absentAt.isPresent() ? Finding.GONE : Finding.LEFT);
    }

    private static Finding finding(AttemptRow attempt) {
        return finding(attempt.outcome(), attempt.failure());
    }

    /**
     * What an attempt that ended so says of its machine.
     *
     * @param outcome as {@link AttemptRow} has it
     */
    public static Finding finding(String outcome, Optional<Failure> failure) {
        if (outcome.equals(AttemptRow.READY)) return Finding.WORKS;
        if (failure.isEmpty() || failure.filter(SurveyMachine::isNobodys).isPresent()) return Finding.LEFT;
        boolean gone = failure.get().failureClass() == FailureClass.OFFER_GONE;
        return gone ? Finding.GONE : Finding.FAILS;
    }

    private static boolean isNobodys(Failure failure) {
        FailureClass which = failure.failureClass();
        return which == FailureClass.LIMIT || which == FailureClass.ACCOUNT || NOBODYS.contains(failure.signature());
    }
}
