package io.vastctl.provision;

import io.vastctl.memory.Origin;
import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.Ranking;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastApiException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Asks the market and ranks the answer; asks broadly too where exclusions are to be explained. */
public final class OfferSearch {

    /** Most offers of one answer that one rental is chosen from. */
    public static final int LIMIT = 500;

    /**
     * Most offers of one answer that many rentals are chosen from. What the marketplace allows is not documented; 1,000 are
     * known to have come (vast-api.md, 4). It gives as many as it wants to.
     */
    private static final int MOST = 2_000;

    /** Of so many offers one is hoped for that passes, on a machine of its own. */
    private static final int ONE_IN = 4;

    private final VastApi api;
    private final Recollection recollection;
    private final Clock clock;

    public OfferSearch(VastApi api, Recollection recollection, Clock clock) {
        this.api = api;
        this.recollection = recollection;
        this.clock = clock;
    }

    /**
     * The ranked offers.
     *
     * @param enough with fewer eligible offers than this the market is asked once more, broadly; 1 to do so only
     *     where nothing is eligible
     */
    public Ranked search(Demand demand, Origin origin, int enough) throws InterruptedException {
        return search(demand, origin, enough, LIMIT);
    }

    /** How many offers to ask for where so many machines are wanted. */
    public static int limitFor(int machines) {
        return (int) Math.min(MOST, Math.max(LIMIT, (long) machines * ONE_IN));
    }

    /**
     * The same of at most so many offers.
     *
     * @param limit of one answer
     */
    public Ranked search(Demand demand, Origin origin, int enough, int limit) throws InterruptedException {
        List<Offer> offers = new ArrayList<>(api.searchOffers(demand.toQuery(limit)));
        Ranked ranked = rank(offers, demand, origin);
        if (ranked.eligible().size() >= enough) return ranked;
        try {
            offers.addAll(api.searchOffers(OfferQuery.broad(
                    demand.filter().rentalType(), demand.workload().diskGb(), limit)));
        } catch (VastApiException e) {
            // It explains exclusions; what is there to rent is rented without it.
            if (ranked.eligible().isEmpty()) throw e;
            return ranked;
        }
        return rank(offers, demand, origin);
    }

    private Ranked rank(List<Offer> offers, Demand demand, Origin origin) {
        return Ranking.rank(
                offers,
                demand,
                recollection.experience(origin, demand.workload().version()),
                clock.instant());
    }
}
