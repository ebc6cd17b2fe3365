package io.vastctl.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The offers of all machines. When a rental is over its machine comes back with offers of new numbers
 * (vast-api.md, 4, trap 9); the machine's own number stays.
 */
final class OfferBook {

    private static final long RELISTED_FROM = 40_000_000L;
    private static final double SHORTEST_RENTAL_HOURS = 6;
    private static final double LONGEST_RENTAL_HOURS = 96;
    private static final double SHORTEST_TERM_DAYS = 20;
    private static final double LONGEST_TERM_DAYS = 240;

    private final FaultBook faults;
    private final Chance chance;
    private final Instant start;
    private final List<Listing> offers;
    /** By offer: when whoever was faster gives the machine back. */
    private final Map<Long, Instant> vanished = new TreeMap<>();

    private final Map<Long, Integer> attempts = new TreeMap<>();
    private int returns;

    OfferBook(Givens givens, List<Listing> offers, Instant start) {
        this.faults = givens.faults();
        this.chance = givens.chance();
        this.start = start;
        this.offers = new ArrayList<>(offers);
    }

    /**
     * What happens to offers while nobody looks: those that somebody else rented come back under new numbers, and a
     * machine whose time on the market is over is listed for another term. Without it a market would run empty in a
     * few weeks.
     */
    private void settle(Instant now) {
        for (int at = 0; at < offers.size(); at++) {
            Listing offer = offers.get(at);
            Instant back = vanished.get(offer.id());
            if (back != null && !back.isAfter(now)) {
                vanished.remove(offer.id());
                returns++;
                offers.set(at, offer.renumbered(fresh(offer)));
            }
            Instant end = offer.endDate();
            if (end.isAfter(start) && !end.isAfter(now)) offers.set(at, renewed(offers.get(at), now));
        }
    }

    private Listing renewed(Listing offer, Instant now) {
        Instant end = offer.endDate();
        for (int term = 0; !end.isAfter(now); term++) {
            double days = chance.between(SHORTEST_TERM_DAYS, LONGEST_TERM_DAYS, "term", offer.machineId(), end, term);
            end = end.plus(MarketTime.seconds(days * 86_400));
        }
        return offer.until(end);
    }

    /** What a search may find at that moment. */
    List<Listing> shown(Instant now, Predicate<Listing> free) {
        settle(now);
        List<Listing> open = new ArrayList<>();
        for (Listing offer : offers) {
            if (!vanished.containsKey(offer.id()) && free.test(offer) && !flickers(offer, now) && !dead(offer, now))
                open.add(offer);
        }
        return open;
    }

    private boolean dead(Listing offer, Instant now) {
        return faults.spells()
                .at(Fault.MACHINE_DIES, offer.machineId(), offer.hostId(), now)
                .isPresent();
    }

    private boolean flickers(Listing offer, Instant now) {
        long window = Duration.between(start, now).toSeconds() / 20;
        return faults.strikes(Fault.OFFER_FLICKER, offer.id(), window);
    }

    /** The offer, if it can still be rented; asking for one may show that somebody else was faster. */
    Optional<Listing> claim(long offerId, Instant now, Predicate<Listing> free) {
        settle(now);
        Optional<Listing> offer =
                offers.stream().filter(row -> row.id() == offerId).findFirst();
        if (offer.isEmpty() || vanished.containsKey(offerId) || !free.test(offer.get()) || dead(offer.get(), now))
            return Optional.empty();
        int attempt = attempts.merge(offerId, 1, Integer::sum);
        if (!faults.strikes(Fault.OFFER_GONE, offerId, attempt)) return offer;
        vanished.put(offerId, now.plus(rivalsRental(offerId)));
        return Optional.empty();
    }

    /** From hours to days, short ones more often. */
    private Duration rivalsRental(long offerId) {
        double hours = Math.exp(
                chance.between(Math.log(SHORTEST_RENTAL_HOURS), Math.log(LONGEST_RENTAL_HOURS), "rival's", offerId));
        return MarketTime.seconds(hours * 3_600);
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
