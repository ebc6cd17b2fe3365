package io.vastctl.provision.survey;

import io.vastctl.provision.Admission;
import io.vastctl.provision.Continuation;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the account and the ceilings leave room for one more machine of a survey, and when to ask again. */
final class SurveyBounds {

    /** How old what is known of the account may get before the next rental. */
    private static final Duration ACCOUNT_KNOWN = Duration.ofSeconds(60);

    private static final Duration LATER = Duration.ofSeconds(15);
    private static final Duration AFTER_THROTTLING = Duration.ofSeconds(30);
    /** So often in a row the marketplace may be silent before a rental. */
    private static final int MOST_SILENCES = 8;

    private final Surroundings world;
    private final Admission admission;
    private final int mostRentals;
    private Instant next = Instant.MIN;
    private Instant accountKnownUntil = Instant.MIN;
    private int silences;

    /** @param mostRentals of ours alive at once, those of other runs included */
    SurveyBounds(Surroundings world, Admission admission, int mostRentals) {
        this.world = world;
        this.admission = admission;
        this.mostRentals = mostRentals;
    }

    /** Whether it is time for another rental. */
    boolean allowAt(Instant now) {
        return !now.isBefore(next);
    }

    void later() {
        next = world.clock().instant().plus(LATER);
    }

    void laterThrottled() {
        next = world.clock().instant().plus(AFTER_THROTTLING);
    }

    /** The marketplace could not be asked: whether that has gone on for too long. */
    boolean isSilentTooOften() {
        later();
        return ++silences >= MOST_SILENCES;
    }

    /**
     * Why that machine cannot be rented now, if so.
     *
     * @throws io.vastctl.vast.VastApiException if the marketplace could not be asked
     */
    Optional<Continuation> refused(Survey.Candidate candidate, SurveyedMachines machines) throws InterruptedException {
        Optional<Continuation> refused = lookAndReckon(candidate, machines);
        silences = 0;
        return refused;
    }

    private Optional<Continuation> lookAndReckon(Survey.Candidate candidate, SurveyedMachines machines)
            throws InterruptedException {
        if (!world.clock().instant().isBefore(accountKnownUntil)) {
            Optional<Continuation> refused = admission.lookAtTheAccount(world, machines.underWay());
            accountKnownUntil = world.clock().instant().plus(ACCOUNT_KNOWN);
            if (refused.isPresent()) {
                accountKnownUntil = Instant.MIN;
                return refused;
            }
        }
        long living = admission.others() + machines.size();
        if (living >= mostRentals)
            return Optional.of(new Continuation(
                    RunOutcome.LIMIT,
                    living + " instances of ours are alive, the limit is " + mostRentals + " (max-rentals)"));
        return admission
                .tooMuch(candidate.offer(), machines.underWay())
                .map(reached -> new Continuation(
                        RunOutcome.LIMIT,
                        reached.signature() + ": at its worst, one more machine would make it " + reached.evidence()));
    }
}
