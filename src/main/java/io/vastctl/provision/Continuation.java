package io.vastctl.provision;

import io.vastctl.blame.CommonCause;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.Retry;
import java.util.List;
import java.util.Optional;

/** Whether a run goes on after the attempts so far. */
public record Continuation(RunOutcome outcome, String message) {

    /** Vanished offers in one run before we stop looking. */
    private static final int MOST_VANISHED = 20;

    /** The end of the run, or empty to try the next offer. */
    static Optional<Continuation> end(List<AttemptResult> attempts, Ceilings ceilings, boolean preserve) {
        if (attempts.isEmpty()) return Optional.empty();
        AttemptResult last = attempts.get(attempts.size() - 1);
        if (last.isReady()) return ends(RunOutcome.READY, "");
        if (last.outcome().equals(AttemptResult.INTERRUPTED)) return Optional.of(interrupted());
        Failure failure = last.failure().orElseThrow();
        if (last.cleanup().mayStillRun())
            return ends(outcomeOf(failure), "stopped: the last rental could not be proven gone");
        if (last.hadNoRoom()) return ends(RunOutcome.LIMIT, failure.signature() + ": " + failure.evidence());
        if (failure.failureClass().retry() == Retry.NO) return ends(outcomeOf(failure), sentence(failure));
        if (preserve && last.cleanup() == Cleanup.KEPT) return ends(outcomeOf(failure), sentence(failure));
        if (failure.failureClass().retry() == Retry.ONCE && count(attempts, FailureClass.UNKNOWN) > 1)
            return ends(unknownTwice(attempts), "twice without a known cause, last: " + sentence(failure));
        long counted = attempts.stream().filter(AttemptResult::counts).count();
        if (counted >= ceilings.maxAttempts()) return ends(allFailed(attempts), counted + " attempts failed");
        if (attempts.size() - counted >= MOST_VANISHED)
            return ends(RunOutcome.NO_OFFER, MOST_VANISHED + " offers vanished before they could be rented");
        return Optional.empty();
    }

    /** The end of a run whose last attempt failed as those on other hosts did; empty if nothing of the kind is known. */
    static Optional<Continuation> commonCause(Optional<CommonCause> cause, AttemptResult last) {
        return cause.filter(common -> !last.cleanup().mayStillRun())
                .map(common -> new Continuation(RunOutcome.WORKLOAD, common.sentence()));
    }

    public static Continuation interrupted() {
        return new Continuation(RunOutcome.INTERRUPTED, "by a signal, after cleaning up");
    }

    /** The end of a run that our own trouble stopped. */
    public static Continuation trouble(String message) {
        return new Continuation(RunOutcome.ERROR, message);
    }

    /** The end of a run that has no offer left to try. */
    static Continuation noOfferLeft(List<AttemptResult> attempts) {
        boolean tried = attempts.stream().anyMatch(AttemptResult::counts);
        return tried
                ? new Continuation(allFailed(attempts), "no further offer passes the gates")
                : new Continuation(RunOutcome.NO_OFFER, "no offer passes the gates");
    }

    /** The same where what is left was gone for an earlier run a few minutes ago. */
    static Continuation allVanished(List<AttemptResult> attempts) {
        Continuation end = noOfferLeft(attempts);
        return new Continuation(
                end.outcome(),
                end.message() + " but what was gone when another run wanted it in the last minutes: try again later");
    }

    private static Optional<Continuation> ends(RunOutcome outcome, String message) {
        return Optional.of(new Continuation(outcome, message));
    }

    private static RunOutcome outcomeOf(Failure failure) {
        return switch (failure.failureClass()) {
            case WORKLOAD_FATAL -> RunOutcome.WORKLOAD;
            case ACCOUNT -> RunOutcome.ACCOUNT;
            case LIMIT -> RunOutcome.LIMIT;
            case OFFER_GONE -> RunOutcome.NO_OFFER;
            // Other hardware can run it, so another day may do.
            case INFRA_FATAL, STALLED, WORKLOAD_INCOMPATIBLE -> RunOutcome.INFRASTRUCTURE;
            case UNKNOWN -> unknown(failure.phase());
        };
    }

    private static RunOutcome unknown(Phase phase) {
        if (phase == Phase.CREATE) return RunOutcome.ERROR;
        return phase.isInfrastructure() ? RunOutcome.INFRASTRUCTURE : RunOutcome.WORKLOAD;
    }

    /** Machines that have nothing in common refused the same key: it is the key. */
    private static RunOutcome unknownTwice(List<AttemptResult> attempts) {
        List<Failure> unknown = attempts.stream()
                .flatMap(attempt -> attempt.failure().stream())
                .filter(failure -> failure.failureClass() == FailureClass.UNKNOWN)
                .toList();
        boolean onlyTheKey =
                unknown.stream().allMatch(failure -> failure.signature().equals("ssh-key-refused"));
        if (onlyTheKey && attempts.stream().noneMatch(Continuation::loggedIn)) return RunOutcome.ACCOUNT;
        return outcomeOf(unknown.get(unknown.size() - 1));
    }

    private static boolean loggedIn(AttemptResult attempt) {
        return attempt.phases().stream().anyMatch(time -> time.phase().compareTo(Phase.SSH) > 0);
    }

    /** One infrastructure failure among them is enough to call it that; else the last one names it. */
    private static RunOutcome allFailed(List<AttemptResult> attempts) {
        List<RunOutcome> outcomes = attempts.stream()
                .filter(AttemptResult::counts)
                .flatMap(attempt -> attempt.failure().stream())
                .map(Continuation::outcomeOf)
                .toList();
        // An offer that vanished after it was rented was outbid, and that is the market's doing.
        boolean infrastructure = outcomes.contains(RunOutcome.INFRASTRUCTURE)
                || outcomes.contains(RunOutcome.NO_OFFER)
                || outcomes.isEmpty();
        return infrastructure ? RunOutcome.INFRASTRUCTURE : outcomes.get(outcomes.size() - 1);
    }

    private static long count(List<AttemptResult> attempts, FailureClass failureClass) {
        return attempts.stream()
                .flatMap(attempt -> attempt.failure().stream())
                .filter(failure -> failure.failureClass() == failureClass)
                .count();
    }

    private static String sentence(Failure failure) {
        String evidence = failure.evidence().isBlank() ? "" : ": " + firstLine(failure.evidence());
        return failure.signature() + " in " + failure.phase() + evidence;
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }
}
