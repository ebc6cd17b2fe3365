package io.vastctl.guard;

import io.vastctl.guard.Action.Tell.Urgency;
import io.vastctl.guard.Docket.Stage;
import io.vastctl.guard.Funds.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Rents what is wanting, the most important endpoint first, as far as money, weather and backoff allow. */
final class Renting {

    private Renting() {}

    static void decide(Situation situation, List<Roster> rosters, Docket docket) {
        if (situation.storm().isPresent()) return;
        long left = Pace.left(situation);
        for (Roster roster : rosters) {
            long need = roster.need(situation);
            if (need <= 0) continue;
            Optional<String> wait = Backoff.waits(roster.endpoint().name(), situation);
            if (wait.isPresent()) {
                docket.tell(Urgency.NOTE, roster.endpoint().name(), Rule.BACKOFF, wait.get());
                continue;
            }
            long begun = rent(roster, Math.min(need, left), situation, docket);
            // Where fewer began than may, money stood in the way, and that is told.
            if (begun == left && need > left)
                docket.tell(
                        Urgency.NOTE,
                        roster.endpoint().name(),
                        Rule.RENT_PACE,
                        Pace.reason(roster.endpoint(), need - left));
            left -= begun;
        }
    }

    /** As many as that, as far as money reaches. @return how many */
    private static long rent(Roster roster, long most, Situation situation, Docket docket) {
        List<Rental> old = replaceable(roster, situation, docket);
        int begun = 0;
        while (begun < most) {
            Optional<Rental> replaced = begun < old.size() ? Optional.of(old.get(begun)) : Optional.empty();
            if (!rent(roster.endpoint(), replaced, situation, docket)) break;
            begun++;
        }
        return begun;
    }

    /** Those that still stand and that no rent under way replaces, the least needed first. */
    private static List<Rental> replaceable(Roster roster, Situation situation, Docket docket) {
        Set<Long> replaced = situation.seen().ventures().stream()
                .flatMapToLong(venture -> venture.replaces().stream())
                .boxed()
                .collect(Collectors.toSet());
        return roster.flawed().stream()
                .filter(rental -> !docket.ends(rental) && !replaced.contains(rental.instanceId()))
                .toList();
    }

    /** Whether another may be tried after it. */
    private static boolean rent(PlannedEndpoint endpoint, Optional<Rental> old, Situation situation, Docket docket) {
        if (old.filter(situation::serves).isPresent() && Funds.creditIsLow(situation)) return false;
        double most = situation.plan().ceiling(endpoint);
        double least = most * situation.plan().replacement().leastCeilingShare();
        double ceiling = Math.min(most, Math.max(Funds.room(situation, docket), least));
        Optional<Refusal> refusal = Funds.refuses(situation, docket, ceiling, 0);
        if (refusal.isEmpty()) {
            docket.promise(ceiling);
            OptionalLong replaces =
                    old.map(rental -> OptionalLong.of(rental.instanceId())).orElse(OptionalLong.empty());
            docket.put(
                    Stage.RENT,
                    new Action.Rent(endpoint.name(), ceiling, replaces),
                    old.isPresent() ? Rule.REPLACEMENT : Rule.BELOW_COUNT,
                    reason(endpoint, old, ceiling, situation));
            return true;
        }
        docket.tell(
                Urgency.WARNING,
                endpoint.name(),
                refusal.get().rule(),
                refusal.get().reason());
        old.filter(rental -> !situation.serves(rental) && docket.isFree(rental))
                .filter(rental -> Funds.refuses(situation, docket, least, situation.rate(rental))
                        .isEmpty())
                .ifPresent(rental -> docket.put(
                        Stage.REPLACEMENT,
                        new Action.Retire(rental.instanceId()),
                        Rule.BREAK_BEFORE_MAKE,
                        Phrases.rental(rental) + " serves nobody, and "
                                + refusal.get().reason()));
        return false;
    }

    private static String reason(PlannedEndpoint endpoint, Optional<Rental> old, double ceiling, Situation situation) {
        String limit = ", at most " + Phrases.perHour(ceiling);
        return old.flatMap(rental -> Flaw.of(rental, situation)
                        .map(flaw -> "for " + Phrases.rental(rental) + ": " + flaw.reason() + limit))
                .orElse(endpoint.name() + " has fewer rentals than the " + endpoint.count() + " planned" + limit);
    }
}
