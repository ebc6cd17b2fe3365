package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;
import io.vastctl.guard.Funds.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Breaks rents off, the newest first, and then gives back the least needed rentals until the budgets hold again, early
 * enough for the reaction time.
 */
final class Savings {

    private static final Comparator<Venture> LAST_FIRST = Comparator.comparing(Venture::since)
            .thenComparing(venture -> venture.runId().orElse(""))
            .reversed();

    private Savings() {}

    static void decide(Situation situation, Docket docket) {
        if (Runway.of(situation.seen().purse(), situation.plan().budget(), 0, 0, situation.now())
                .isEmpty()) return;
        List<Rental> staying = situation.rentals().stream()
                .filter(docket::isFree)
                .filter(rental -> situation.knownRate(rental) > 0)
                .sorted(Worth.leastFirst(situation))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Venture> coming = situation.seen().ventures().stream()
                .filter(venture -> !venture.ending())
                .sorted(LAST_FIRST)
                .collect(Collectors.toCollection(ArrayList::new));
        while (!staying.isEmpty() || !coming.isEmpty()) {
            double perHour = staying.stream().mapToDouble(situation::knownRate).sum()
                    + coming.stream().mapToDouble(situation::ventured).sum();
            Optional<Refusal> breach = breach(situation, perHour);
            if (breach.isEmpty()) return;
            Optional<Venture> stoppable = coming.stream()
                    .filter(venture -> venture.stoppable().isPresent())
                    .findFirst();
            if (stoppable.isPresent()) {
                coming.remove(stoppable.get());
                String reason = breach.get().reason() + "; the rent under way for "
                        + stoppable.get().endpoint() + ", at most "
                        + Phrases.perHour(situation.ventured(stoppable.get())) + ", comes before what serves";
                docket.breakOff(Stage.MONEY, stoppable.get(), breach.get().rule(), reason);
                continue;
            }
            if (staying.isEmpty()) return;
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
