package io.vastctl.guard;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who serves a wanted endpoint and who should not: the rentals that are left once cut-offs and money have decided.
 *
 * @param keep sound ones up to the planned number, the best first
 * @param extra sound ones beyond it
 * @param flawed those that should give way, the least needed first
 */
record Roster(PlannedEndpoint endpoint, List<Rental> keep, List<Rental> extra, List<Rental> flawed) {

    static List<Roster> all(Situation situation, Docket docket) {
        return situation.plan().endpoints().stream()
                .filter(situation::wants)
                .map(endpoint -> of(endpoint, situation, docket))
                .toList();
    }

    private static Roster of(PlannedEndpoint endpoint, Situation situation, Docket docket) {
        Map<Boolean, List<Rental>> sound = situation.rentals().stream()
                .filter(rental -> rental.endpoint().equals(endpoint.name()) && docket.isFree(rental))
                .sorted(Worth.leastFirst(situation))
                .collect(Collectors.partitioningBy(
                        rental -> Flaw.of(rental, situation).isEmpty()));
        List<Rental> good = sound.getOrDefault(true, List.of());
        int extra = Math.max(0, good.size() - endpoint.count());
        return new Roster(
                endpoint,
                good.subList(extra, good.size()),
                good.subList(0, extra),
                sound.getOrDefault(false, List.of()));
    }

    /** Whether as many as planned serve without those that should go. */
    boolean isServed(Situation situation) {
        return serving(situation) >= endpoint.count();
    }

    long serving(Situation situation) {
        return keep.stream()
                .filter(rental ->
                        situation.serves(rental) && rental.duty().draining().isEmpty())
                .count();
    }

    /** How many rents are wanting, with those under way. */
    long need(Situation situation) {
        long underWay = situation.seen().ventures().stream()
                .filter(venture -> venture.endpoint().equals(endpoint.name()))
                .count();
        return endpoint.count() - keep.size() - underWay;
    }
}
