package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The offers of all machines. When a rental is over its machine comes back with offers of new numbers
 * (vast-api.md, 4, trap 9); the machine's own number stays.
 */
final class OfferBook {

    private static final long RELISTED_FROM = 40_000_000L;

    private final FaultBook faults;
    private final Chance chance;
    private final Instant start;
    private final List<Listing> offers;
    private final Set<Long> vanished = new HashSet<>();
    private final Map<Long, Integer> attempts = new TreeMap<>();
    private int returns;

    OfferBook(Givens givens, List<Listing> offers, Instant start) {
        this.faults = givens.faults();
        this.chance = givens.chance();
        this.start = start;
        this.offers = new ArrayList<>(offers);
    }

    /** What a search sees at that moment. */
    List<Listing> shown(Instant now, Predicate<Listing> free) {
        List<Listing> open = new ArrayList<>();
        for (Listing offer : offers) {
            if (!vanished.contains(offer.id()) && free.test(offer) && !flickers(offer, now)) open.add(aged(offer, now));
        }
        return open;
    }

    private boolean flickers(Listing offer, Instant now) {
        long window = Duration.between(start, now).toSeconds() / 20;
        return faults.strikes(Fault.OFFER_FLICKER, offer.id(), window);
    }

    /** The host's end date comes nearer. */
    private static Listing aged(Listing offer, Instant now) {
        double end = offer.number("end_date", 0);
        if (end == 0) return offer;
        Listing aged = new Listing(offer.json().deepCopy());
        aged.json().put("duration", Math.max(0, end - now.toEpochMilli() / 1000.0));
        return aged;
    }

    /** The offer, if it can still be rented; asking for one may show that somebody else was faster. */
    Optional<Listing> claim(long offerId, Predicate<Listing> free) {
        Optional<Listing> offer =
                offers.stream().filter(row -> row.id() == offerId).findFirst();
        if (offer.isEmpty() || vanished.contains(offerId) || !free.test(offer.get())) return Optional.empty();
        int attempt = attempts.merge(offerId, 1, Integer::sum);
        if (!faults.strikes(Fault.OFFER_GONE, offerId, attempt)) return offer;
        vanished.add(offerId);
        return Optional.empty();
    }

    /** The rental of that offer is over: what it blocked comes back under new numbers. */
    void comesBack(Listing rented) {
        returns++;
        offers.replaceAll(offer -> offer.overlaps(rented) ? offer.renumbered(fresh(offer)) : offer);
    }

    private long fresh(Listing offer) {
        for (int tries = 0; ; tries++) {
            long number = RELISTED_FROM + Math.floorMod(chance.bits("relisted", offer.id(), returns, tries), 9_000_000);
            if (offers.stream().noneMatch(other -> other.id() == number)) return number;
        }
    }

    /** The owner of a machine; 0 for a machine that is not here. */
    long hostOf(long machineId) {
        return offers.stream()
                .filter(offer -> offer.machineId() == machineId)
                .mapToLong(Listing::hostId)
                .findFirst()
                .orElse(0);
    }
}
