package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;

/** Critical heat, whatever else is going on. */
final class CutOffs {

    private CutOffs() {}

    static void decide(Situation situation, Docket docket) {
        for (Rental rental : situation.rentals()) {
            if (rental.heat().level() != HeatLevel.CRITICAL) continue;
            Action stop = situation.sees()
                    ? new Action.CutOff(rental.instanceId())
                    : new Action.StopServer(rental.instanceId());
            String reason =
                    Phrases.rental(rental) + " is critical: " + rental.heat().describe();
            docket.put(Stage.CUT_OFF, stop, Rule.CRITICAL_HEAT, reason);
        }
    }
}
