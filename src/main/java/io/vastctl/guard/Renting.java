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
        for (Roster roster : rosters) {
            long need = roster.need(situation);
            if (need <= 0) continue;
            Optional<String> wait = Backoff.waits(roster.endpoint().name(), situation);
            if (wait.isPresent()) {
                docket.tell(Urgency.NOTE, roster.endpoint().name(), Rule.BACKOFF, wait.get());
                continue;
            }
            List<Rental> old = replaceable(roster, situation, docket);
            for (int i = 0;
                    i < need
                            && rent(
                                    roster.endpoint(),
                                    i < old.size() ? Optional.of(old.get(i)) : Optional.empty(),
                                    situation,
                                    docket); ) i++;
        }
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
