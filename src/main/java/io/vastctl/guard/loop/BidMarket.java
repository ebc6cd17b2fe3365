package io.vastctl.guard.loop;

import io.vastctl.guard.HostPrice;
import io.vastctl.guard.Rental;
import io.vastctl.instance.Instance;
import io.vastctl.instance.Instance.Terms;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What machines take as a bid, from one search for all interruptible rentals. A search that fails, or leaves a machine
 * out, says nothing: what was told before counts until it is too old.
 *
 * @param askedAt when it was last asked for, whatever came of it
 * @param toldAt when the offers came
 */
record BidMarket(List<Offer> offers, Optional<Instant> askedAt, Optional<Instant> toldAt) {

    /** A search answers 10 times a minute and address, and a bid changes every 10 minutes at most. */
    static final Duration BETWEEN = Duration.ofMinutes(5);
    /** Older prices are no market any more. */
    static final Duration STALE = Duration.ofMinutes(20);

    private static final int MOST_OFFERS = 500;

    static final BidMarket UNKNOWN = new BidMarket(List.of(), Optional.empty(), Optional.empty());

    BidMarket {
        offers = List.copyOf(offers);
    }

    /** What to ask now; empty if nothing is to be known or it was asked lately. */
    Optional<OfferQuery> question(Collection<Instance> bidFor, Instant now) {
        Set<String> cards = bidFor.stream()
                .flatMap(instance -> instance.terms().gpuName().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        boolean lately = askedAt.filter(at -> now.isBefore(at.plus(BETWEEN))).isPresent();
        return cards.isEmpty() || lately ? Optional.empty() : Optional.of(OfferQuery.bids(cards, MOST_OFFERS));
    }

    /**
     * The same after a search.
     *
     * @param told empty if it failed
     */
    BidMarket after(Optional<List<Offer>> told, Instant now) {
        return new BidMarket(told.orElse(offers), Optional.of(now), told.isPresent() ? Optional.of(now) : toldAt);
    }

    /**
     * The rental with what the market says of its bid.
     *
     * @param shown the rental as the last listing has it
     * @param ours the machines of this plan's rentals, whose prices would chase themselves
     */
    Rental priced(Rental rental, Optional<Instance> shown, Set<Long> ours, Instant now) {
        Terms terms = shown.map(Instance::terms).orElse(Terms.UNKNOWN);
        return Sightings.market(rental, market(terms, ours, now), least(rental, terms, now));
    }

    private OptionalDouble market(Terms terms, Set<Long> ours, Instant now) {
        if (terms.gpuName().isEmpty() || terms.numGpus().isEmpty()) return OptionalDouble.empty();
        OptionalDouble card = HostPrice.market(fresh(now), terms.gpuName().get(), ours);
        return card.isEmpty()
                ? card
                : OptionalDouble.of(card.getAsDouble() * terms.numGpus().getAsInt());
    }

    /** As the search has it for that machine, else as the listing of our rentals has it. */
    private OptionalDouble least(Rental rental, Terms terms, Instant now) {
        OptionalDouble searched = fresh(now).stream()
                .filter(offer -> rental.machineId().isPresent()
                        && offer.machineId() == rental.machineId().getAsLong()
                        && offer.numGpus() == terms.numGpus().orElse(offer.numGpus()))
                .flatMapToDouble(offer -> offer.minBid().stream())
                .min();
        return searched.isPresent() ? searched : terms.leastBid();
    }

    private List<Offer> fresh(Instant now) {
        return toldAt.filter(at -> now.isBefore(at.plus(STALE))).isPresent() ? offers : List.of();
    }
}
