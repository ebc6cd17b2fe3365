package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;
import io.vastctl.guard.Duty.Draining;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who leaves: outside hours, out of the plan, beyond the number, or flawed and replaced; and who comes back. */
final class Changes {

    private Changes() {}

    static void decide(Situation situation, List<Roster> rosters, Docket docket) {
        for (Rental rental : situation.rentals())
            if (docket.isFree(rental) && !situation.wants(rental)) unwanted(rental, situation, docket);
        for (Venture venture : situation.seen().ventures())
            if (situation.plan().endpoint(venture.endpoint()).isEmpty()) unwanted(venture, docket);
        for (Roster roster : rosters) {
            roster.flawed().forEach(rental -> flawed(rental, roster, situation, docket));
            roster.keep().forEach(rental -> wantedAgain(rental, docket));
            if (!roster.isServed(situation)) continue;
            String reason = "as many as planned, " + roster.endpoint().count() + ", serve without it";
            roster.extra().forEach(rental -> leave(rental, Rule.SURPLUS, reason, situation, docket));
        }
    }

    private static void unwanted(Venture venture, Docket docket) {
        String reason = "the plan has no endpoint " + venture.endpoint() + " to rent for";
        docket.breakOff(Stage.REPLACEMENT, venture, Rule.NOT_IN_PLAN, reason);
    }

    private static void unwanted(Rental rental, Situation situation, Docket docket) {
        Optional<PlannedEndpoint> endpoint = situation.plan().endpoint(rental.endpoint());
        if (endpoint.isEmpty()) {
            leave(rental, Rule.NOT_IN_PLAN, notInPlan(rental), situation, docket);
        } else if (endpoint.get().count() == 0) {
            leave(rental, Rule.SURPLUS, "the plan wants 0 rentals of " + rental.endpoint(), situation, docket);
        } else {
            leave(rental, Rule.OUTSIDE_HOURS, "the hours of " + rental.endpoint() + " are over", situation, docket);
        }
    }

    private static String notInPlan(Rental rental) {
        return rental.endpoint().isEmpty()
                ? "left over of a rent that failed, or given back already, and not proven gone"
                : "the plan has no endpoint " + rental.endpoint();
    }

    private static void flawed(Rental rental, Roster roster, Situation situation, Docket docket) {
        Flaw flaw = Flaw.of(rental, situation).orElseThrow();
        if (flaw.isFailure() && situation.storm().isPresent()) return;
        if (flaw.dead()) {
            retire(rental, flaw.rule(), flaw.reason(), docket);
        } else if (roster.isServed(situation)) {
            leave(rental, flaw.rule(), flaw.reason() + "; it has been replaced", situation, docket);
        }
    }

    private static void wantedAgain(Rental rental, Docket docket) {
        rental.duty()
                .draining()
                .ifPresent(drain -> docket.put(
                        Stage.REPLACEMENT,
                        new Action.Restore(rental.instanceId()),
                        Rule.WANTED_AGAIN,
                        Phrases.rental(rental) + " was drained by " + drain.rule() + ", which no longer holds"));
    }

    /** What serves may finish its work first. */
    private static void leave(Rental rental, Rule rule, String reason, Situation situation, Docket docket) {
        Optional<Draining> drain = rental.duty().draining();
        Duration drainFor = situation.plan().replacement().drainFor();
        if (!situation.serves(rental)
                || drain.filter(draining -> situation.lasted(draining.since(), drainFor))
                        .isPresent()) {
            retire(rental, rule, reason, docket);
        } else if (drain.isEmpty()) {
            String text = Phrases.rental(rental) + ": " + reason;
            docket.put(Stage.REPLACEMENT, new Action.Drain(rental.instanceId()), rule, text);
        } else {
            docket.hold(rental);
        }
    }

    private static void retire(Rental rental, Rule rule, String reason, Docket docket) {
        String text = Phrases.rental(rental) + ": " + reason;
        docket.put(Stage.REPLACEMENT, new Action.Retire(rental.instanceId()), rule, text);
    }
}
