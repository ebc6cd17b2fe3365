package io.vastctl.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the eligible offers a survey verifies. Pure: the same offers and seed give the same sample. */
public enum Sample {
    /** The first of the ranking, as a run would try them. */
    BEST,
    /**
     * Different ones: a host that has none yet goes before one that has, then a GPU model, a country and a quarter of
     * the prices that are rare in the sample so far; among equals the seed decides.
     */
    SPREAD;

    private static final int PRICE_CLASSES = 4;

    /**
     * The offers, in the order of their turns.
     *
     * @param eligible in the order of the ranking; of a machine with several listings the first counts
     * @param count most of them
     */
    public List<RankedOffer> of(List<RankedOffer> eligible, int count, long seed) {
        List<RankedOffer> machines = onePerMachine(eligible);
        if (this == BEST) return machines.stream().limit(count).toList();
        return spread(machines, count, seed);
    }

    private static List<RankedOffer> onePerMachine(List<RankedOffer> eligible) {
        Set<Long> seen = new HashSet<>();
        return eligible.stream()
                .filter(offer -> seen.add(offer.offer().machineId()))
                .toList();
    }

    private static List<RankedOffer> spread(List<RankedOffer> machines, int count, long seed) {
        Map<Long, Integer> quarters = priceClasses(machines);
        Map<Object, Integer> taken = new HashMap<>();
        List<RankedOffer> left = new ArrayList<>(machines);
        List<RankedOffer> chosen = new ArrayList<>();
        while (chosen.size() < count && !left.isEmpty()) {
            RankedOffer next = left.stream()
                    .min(Comparator.comparingInt((RankedOffer offer) -> of(taken, host(offer)))
                            .thenComparingInt(offer -> traits(offer, quarters).stream()
                                    .mapToInt(trait -> of(taken, trait))
                                    .sum())
                            .thenComparingLong(
                                    offer -> mixed(seed, offer.offer().machineId())))
                    .orElseThrow();
            left.remove(next);
            chosen.add(next);
            taken.merge(host(next), 1, Integer::sum);
            traits(next, quarters).forEach(trait -> taken.merge(trait, 1, Integer::sum));
        }
        return chosen;
    }

    private static int of(Map<Object, Integer> taken, Object trait) {
        return taken.getOrDefault(trait, 0);
    }

    /** Whose owner is unknown stands for itself. */
    private static Object host(RankedOffer offer) {
        long hostId = offer.offer().hostId();
        return hostId == 0 ? "machine " + offer.offer().machineId() : "host " + hostId;
    }

    private static List<Object> traits(RankedOffer offer, Map<Long, Integer> quarters) {
        return List.of(
                "gpu " + offer.offer().gpuName(),
                "country " + offer.offer().country().orElse("unknown"),
                "price " + quarters.get(offer.offer().machineId()));
    }

    private static Map<Long, Integer> priceClasses(List<RankedOffer> machines) {
        List<RankedOffer> byPrice = machines.stream()
                .sorted(Comparator.comparingDouble(
                                (RankedOffer offer) -> offer.cost().dollarsPerHour())
                        .thenComparingLong(offer -> offer.offer().machineId()))
                .toList();
        Map<Long, Integer> classes = new HashMap<>();
        for (int place = 0; place < byPrice.size(); place++)
            classes.put(byPrice.get(place).offer().machineId(), place * PRICE_CLASSES / byPrice.size());
        return classes;
    }

    /** A number that follows from both and looks like chance. */
    private static long mixed(long seed, long machineId) {
        long mixed = (machineId ^ (seed * 0x9E3779B97F4A7C15L)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 29);
    }
}
