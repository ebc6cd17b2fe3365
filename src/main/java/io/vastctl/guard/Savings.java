package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;
import io.vastctl.guard.Funds.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives back the least needed rentals until the budgets hold again, early enough for the reaction time. */
final class Savings {

    private Savings() {}

    static void decide(Situation situation, Docket docket) {
        if (Runway.of(situation.seen().purse(), situation.plan().budget(), 0, 0, situation.now())
                .isEmpty()) return;
        List<Rental> staying = situation.rentals().stream()
                .filter(docket::isFree)
                .filter(rental -> situation.knownRate(rental) > 0)
                .sorted(Worth.leastFirst(situation))
                .collect(Collectors.toCollection(ArrayList::new));
        while (!staying.isEmpty()) {
            double perHour = staying.stream().mapToDouble(situation::knownRate).sum() + situation.ventured();
            Optional<Refusal> breach = breach(situation, perHour);
            if (breach.isEmpty()) return;
            Rental least = staying.remove(0);
            String reason = breach.get().reason() + "; least needed is " + Phrases.rental(least) + " at "
                    + Phrases.perHour(situation.knownRate(least));
            docket.put(
                    Stage.MONEY,
                    new Action.Retire(least.instanceId()),
                    breach.get().rule(),
                    reason);
        }
    }

    private static Optional<Refusal> breach(Situation situation, double perHour) {
        double limit = situation.plan().budget().perHour();
        if (perHour > limit + Funds.DUST)
            return Optional.of(new Refusal(
                    Rule.HOUR_BUDGET,
                    "rentals and rents under way cost " + Phrases.perHour(perHour) + ", limit "
                            + Phrases.perHour(limit)));
        Duration reaction = situation.plan().absence().reaction();
        Runway runway = Runway.of(
                        situation.seen().purse().certain(),
                        situation.plan().budget(),
                        perHour,
                        Funds.own(situation),
                        situation.now())
                .orElseThrow();
        return runway.lasts(reaction, situation.now())
                ? Optional.empty()
                : Optional.of(new Refusal(
                        runway.rule(),
                        "at " + Phrases.perHour(perHour) + " " + runway.describe(situation.now()) + ", reaction takes "
                                + Phrases.span(reaction)));
    }
}
