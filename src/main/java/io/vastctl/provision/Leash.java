package io.vastctl.provision;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import java.util.Optional;

/**
 * What may end an attempt from outside: a ceiling, the one beside it, or a journal that is lost.
 *
 * @param maxDollarsPerHour USD per hour that the instance may cost
 * @param listener told of ceilings that come near
 */
record Leash(SpendLimit limit, Meter meter, Beside beside, double maxDollarsPerHour, RunEvent.Listener listener) {

    /** Why the attempt may not go on, if there is a reason. */
    Optional<Failure> mustEnd(Phase phase) {
        double dollars = meter.dollars() + beside.dollars();
        limit.nearing(dollars, meter.dollarsPerHour() + beside.dollarsPerHour()).forEach(listener::hear);
        return limit.reached(phase, dollars)
                .or(() -> beside.calledOff(phase))
                .or(() -> meter.tooDear(maxDollarsPerHour, phase))
                .or(() -> meter.lostTheJournal(phase));
    }
}
