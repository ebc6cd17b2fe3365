package io.vastctl.guard.loop;

import io.vastctl.blame.ServingFault;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Rule;
import io.vastctl.instance.Instance;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.util.Optional;

/**
 * Which of the rentals that a guard gives back for failing count against their machine. What we did not see ourselves,
 * what somebody asked for, and what our own credit or the end of a contract brought about, counts against nobody. Pure.
 */
final class EarnedBlame {

    private EarnedBlame() {}

    /**
     * The failure to be held against the machine.
     *
     * @param rule by which it is given back
     * @param reason of the decision, kept as the evidence
     * @param shown as the last listing has it
     */
    static Optional<Failure> of(Rule rule, String reason, Rental rental, Optional<Instance> shown, Observation seen) {
        return switch (rule) {
            case CRITICAL_HEAT -> hot(ServingFault.CRITICAL_HEAT, reason, rental);
            case HOT -> hot(ServingFault.HOT, reason, rental);
            case BROKEN_HARDWARE -> machine(ServingFault.BROKEN_HARDWARE, reason);
            case OFFLINE -> machine(ServingFault.OFFLINE, reason);
            case STOPPED -> endedByItself(rental, shown, seen) ? machine(ServingFault.STOPPED, reason) : Optional.empty();
            case STUCK_START -> failure(FailureClass.STALLED, ServingFault.STUCK, Phase.CONTAINER_START, reason);
            default -> Optional.empty();
        };
    }

    /** Heat that is assumed, since no telemetry comes any more, is a reason to act and none to blame. */
    private static Optional<Failure> hot(String signature, String reason, Rental rental) {
        return rental.heat().lost() ? Optional.empty() : machine(signature, reason);
    }

    private static boolean endedByItself(Rental rental, Optional<Instance> shown, Observation seen) {
        boolean asked = shown.flatMap(Instance::intendedStatus)
                .filter(word -> word.equalsIgnoreCase("stopped"))
                .isPresent();
        boolean broke = seen.purse().balance().isPresent()
                && seen.purse().balance().getAsDouble() <= 0;
        boolean over =
                rental.contractEnd().filter(end -> !seen.at().isBefore(end)).isPresent();
        return shown.isPresent() && !asked && !broke && !over;
    }

    private static Optional<Failure> machine(String signature, String reason) {
        return failure(FailureClass.INFRA_FATAL, signature, Phase.FIRST_TOKEN, reason);
    }

    private static Optional<Failure> failure(FailureClass failed, String signature, Phase phase, String reason) {
        return Optional.of(new Failure(failed, signature, phase, reason));
    }
}
