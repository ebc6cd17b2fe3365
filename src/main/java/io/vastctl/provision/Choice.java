package io.vastctl.provision;

import io.vastctl.memory.RunHistory;
import io.vastctl.outcome.Failure;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which offer a run tries next. Searches anew for each attempt: a listing ages within seconds, and the last failure
 * is remembered.
 */
public final class Choice {

    /** With fewer eligible offers than this the first search asks broadly too, to explain exclusions. */
    public static final int ENOUGH_OFFERS = 20;

    /** Later searches explain nothing: they ask broadly only where there is nothing to rent otherwise. */
    private static final int ENOUGH_OFFERS_LATER = 1;

    /** A listing that was gone when an earlier run wanted it may stay in the search answers for so long. */
    private static final Duration VANISHED_REMEMBERED = Duration.ofMinutes(10);

    private final OfferSearch search;
    private final RunRequest request;
    private final RunHistory history;
    private final Instant startedAt;
    private final Supplier<Set<Long>> rentedNow;
    private final Consumer<Ranked> firstSeen;
    private final Set<Long> triedMachines = new HashSet<>();
    private final Set<Long> goneOffers = new HashSet<>();
    private Set<Long> vanishedBefore = Set.of();
    private boolean leftOut;
    private Optional<Ranked> first = Optional.empty();

    /**
     * @param rentedNow the offers that any run is renting, or has; an answer to a search may still show them
     * @param firstSeen told of the first ranking, before anything is rented
     */
    Choice(
            OfferSearch search,
            RunRequest request,
            RunHistory history,
            Instant startedAt,
            Supplier<Set<Long>> rentedNow,
            Consumer<Ranked> firstSeen) {
        this.search = search;
        this.request = request;
        this.history = history;
        this.startedAt = startedAt;
        this.rentedNow = rentedNow;
        this.firstSeen = firstSeen;
    }

    /** The best offer on a machine that this run has not tried. */
    Optional<RankedOffer> next() throws InterruptedException {
        return next(offer -> true);
    }

    /** The best of those, on a machine that this run has not tried. */
    Optional<RankedOffer> next(Predicate<RankedOffer> wanted) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        Ranked ranked = search.search(
                request.demand(), request.origin(), first.isEmpty() ? ENOUGH_OFFERS : ENOUGH_OFFERS_LATER);
        if (first.isEmpty()) {
            vanishedBefore = history.vanished(request.origin(), startedAt.minus(VANISHED_REMEMBERED), startedAt);
            first = Optional.of(ranked);
            firstSeen.accept(ranked);
        }
        Set<Long> elsewhere = new HashSet<>(vanishedBefore);
        elsewhere.addAll(rentedNow.get());
        leftOut = ranked.eligible().stream()
                .anyMatch(offer -> elsewhere.contains(offer.offer().offerId()));
        return ranked.eligible().stream()
                .filter(offer -> !triedMachines.contains(offer.offer().machineId()))
                .filter(offer -> !goneOffers.contains(offer.offer().offerId()))
                .filter(offer -> !elsewhere.contains(offer.offer().offerId()))
                .filter(wanted)
                .findFirst();
    }

    /** What came of an offer bears on the next choice. */
    void learn(AttemptResult result) {
        if (result.counts()) triedMachines.add(result.offer().machineId());
        else if (!wasThrottled(result)) goneOffers.add(result.offer().offerId());
    }

    private static boolean wasThrottled(AttemptResult result) {
        return result.failure()
                .map(Failure::signature)
                .filter(RentalDesk.THROTTLED::equals)
                .isPresent();
    }

    /** Whether offers would have passed the last time, had they not been gone for an earlier run, or another one's now. */
    boolean leftOut() {
        return leftOut;
    }

    /** The first ranking; empty if there was none. */
    Optional<Ranked> first() {
        return first;
    }
}
