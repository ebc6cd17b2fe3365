package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The ceilings of a run as they bear on the attempt under way. */
final class SpendLimit {

    private final Ceilings ceilings;
    private final Clock clock;
    private final Instant deadline;
    private double spentBefore;

    SpendLimit(Ceilings ceilings, Clock clock) {
        this.ceilings = ceilings;
        this.clock = clock;
        deadline = clock.instant().plus(ceilings.deadline());
    }

    /** Adds the cost of an attempt that is over. */
    void spent(double dollars) {
        spentBefore += dollars;
    }

    double spent() {
        return spentBefore;
    }

    /** The ceiling that is reached, if one is, given the cost of the attempt under way in USD. */
    Optional<Failure> reached(Phase phase, double attemptDollars) {
        if (!clock.instant().isBefore(deadline))
            return limit(
                    "deadline",
                    phase,
                    "the run has taken " + ceilings.deadline().toSeconds() + " s");
        double spent = spentBefore + attemptDollars;
        if (spent >= ceilings.maxSpendDollars())
            return limit(
                    "max-spend",
                    phase,
                    String.format(Locale.ROOT, "$%.3f spent of $%.3f", spent, ceilings.maxSpendDollars()));
        return Optional.empty();
    }

    private static Optional<Failure> limit(String signature, Phase phase, String evidence) {
        return Optional.of(new Failure(FailureClass.LIMIT, signature, phase, evidence));
    }
}
