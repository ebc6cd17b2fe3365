package io.vastctl.ranking;

import io.vastctl.offer.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Offers, demand and experience become an order. */
public final class Ranking {

    private static final Comparator<Exclusion> BY_OFFER =
            Comparator.comparingLong(exclusion -> exclusion.offer().offerId());

    private Ranking() {}

    /**
     * Puts every offer through every gate and orders those that pass by the expected cost of one ready
     * endpoint, or as the policy says, proven ones first where it says so. The order of the input does not matter.
     *
     * @param offers may hold an id twice, as pages of a moving market do: the first one counts
     * @param now decides which bars have expired
     */
    public static Ranked rank(List<Offer> offers, Demand demand, Experience experience, Instant now) {
        Screening screening = new Screening(demand, experience, now);
        CostModel model = new CostModel(demand, experience);
        Set<Long> seen = new HashSet<>();
        List<RankedOffer> candidates = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>();
        for (Offer offer : offers) {
            if (seen.add(offer.offerId())) {
                Optional<Exclusion> exclusion = screening.exclude(offer);
                if (exclusion.isPresent()) {
                    excluded.add(exclusion.get());
                } else {
                    boolean proven = isProven(offer, experience, screening.bars());
                    candidates.add(new RankedOffer(0, offer, model.estimate(offer), proven));
                }
            }
        }
        candidates.sort(order(demand.policy(), experience));
        excluded.sort(BY_OFFER);
        Optional<Relaxation> relaxation =
                candidates.isEmpty() ? new Relaxations(excluded, demand, experience, now).nearest() : Optional.empty();
        return new Ranked(
                numbered(candidates), excluded, seen.size(), relaxation, new RankingInput(demand, experience, now));
    }

    private static Comparator<RankedOffer> order(StrictnessPolicy policy, Experience experience) {
        Comparator<RankedOffer> order = policy.order().comparator(experience);
        return policy.provenFirst()
                ? Comparator.comparing(RankedOffer::proven).reversed().thenComparing(order)
                : order;
    }

    /**
     * A success of the machine itself, or of its host as long as no machine of that host is barred. An
     * offer that came this far is not barred itself.
     */
    private static boolean isProven(Offer offer, Experience experience, Bars bars) {
        return experience.ofMachine(offer.machineId()).successes() > 0
                || (experience.ofHost(offer.hostId()).successes() > 0 && !bars.tarnish(offer.hostId()));
    }

    private static List<RankedOffer> numbered(List<RankedOffer> sorted) {
        List<RankedOffer> numbered = new ArrayList<>(sorted.size());
        for (RankedOffer candidate : sorted) {
            numbered.add(new RankedOffer(numbered.size() + 1, candidate.offer(), candidate.cost(), candidate.proven()));
        }
        return numbered;
    }
}
