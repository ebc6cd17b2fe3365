package io.vastctl.provision.survey;

import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Continuation;
import io.vastctl.provision.RunOutcome;
import java.util.List;
import java.util.Optional;

/** What came of the machines of a survey, and whether that says that the others need not be tried. */
final class SurveyVerdicts {

    /** So many machines in a row that refuse the key and nothing else: it is the key. */
    private static final int KEYS_REFUSED = 3;
    /** A machine that does not go may be its host's doing; so many, and one in so many, are not. */
    private static final int LEAST_NOT_GONE = 3;

    private static final int ONE_IN = 20;

    private long works;
    private int keysRefused;
    private int notGone;
    private Optional<Continuation> end = Optional.empty();

    /** @param worked how many machines earlier runs found to work */
    SurveyVerdicts(long worked) {
        works = worked;
    }

    /** Nothing more is to be rented. The first reason stands. */
    void stop(Continuation why) {
        if (end.isEmpty()) end = Optional.of(why);
    }

    boolean areToStop() {
        return end.isPresent();
    }

    /**
     * Takes note of an attempt that is over.
     *
     * @param counted how many attempts count so far, this one included
     * @param moreToDo whether machines are left to be rented
     */
    void judge(AttemptResult result, long counted, boolean moreToDo) {
        Finding finding = SurveyMachine.finding(result.outcome(), result.failure());
        if (finding == Finding.WORKS) works++;
        String signature = result.failure().map(Failure::signature).orElse("");
        keysRefused =
                signature.equals("ssh-key-refused") ? keysRefused + 1 : finding == Finding.FAILS ? 0 : keysRefused;
        if (result.cleanup().mayStillRun()) notGone++;
        boolean tooMany = notGone >= Math.max(LEAST_NOT_GONE, counted / ONE_IN);
        if (tooMany && moreToDo)
            stop(new Continuation(
                    RunOutcome.INFRASTRUCTURE, "stopped: " + notGone + " rentals could not be proven gone"));
        if (isOf(result, FailureClass.ACCOUNT)) stop(new Continuation(RunOutcome.ACCOUNT, signature));
        if (isOf(result, FailureClass.WORKLOAD_FATAL) && works == 0)
            stop(new Continuation(RunOutcome.WORKLOAD, signature + ": another machine would not help"));
        if (keysRefused >= KEYS_REFUSED && works == 0)
            stop(new Continuation(RunOutcome.ACCOUNT, keysRefused + " machines refused the SSH key, none took it"));
    }

    private static boolean isOf(AttemptResult result, FailureClass failureClass) {
        return result.failure()
                .filter(failure -> failure.failureClass() == failureClass)
                .isPresent();
    }

    /** What the whole run came to. */
    Continuation outcome(List<AttemptResult> all) {
        if (end.isPresent()) return end.get();
        Optional<Failure> ceiling = all.stream()
                .flatMap(attempt -> attempt.failure().stream())
                .filter(failure -> failure.failureClass() == FailureClass.LIMIT)
                .findFirst();
        if (ceiling.isPresent())
            return new Continuation(
                    RunOutcome.LIMIT,
                    ceiling.get().signature() + ": " + ceiling.get().evidence());
        if (works > 0) return new Continuation(RunOutcome.READY, "");
        return all.stream().anyMatch(AttemptResult::counts)
                ? new Continuation(RunOutcome.INFRASTRUCTURE, "no machine of the sample works")
                : new Continuation(RunOutcome.NO_OFFER, "nothing of the sample could be rented");
    }
}
