package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;

/** A hot machine gets no new work, at once; it needs no API for that. */
final class Cooling {

    private Cooling() {}

    static void decide(Situation situation, Docket docket) {
        for (Rental rental : situation.rentals()) {
            boolean hot = rental.heat().level().atLeast(HeatLevel.HOT);
            if (!hot || rental.duty().draining().isPresent() || !docket.isFree(rental)) continue;
            String reason = Phrases.rental(rental) + " is hot: " + rental.heat().describe();
            docket.put(Stage.HEAT, new Action.Drain(rental.instanceId()), Rule.HOT, reason);
        }
    }
}
