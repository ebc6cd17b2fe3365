package io.vastctl.provision;

import io.vastctl.offer.Offer;
import io.vastctl.offer.OfferQuery;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One answer to a search for all who ask the same within some seconds: a listing ages within seconds anyway, an offer that is
 * gone is refused by the marketplace, and what we rent ourselves is left out of the choice by the journal. A refused search
 * is not kept.
 */
final class SharedSearch {

    /** For so long after it was asked for, an answer is as good as another. */
    private static final Duration HOLDS = Duration.ofSeconds(15);

    private final VastApi api;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Map<OfferQuery, SharedReading<List<Offer>>> answers = new HashMap<>();

    SharedSearch(VastApi api, Clock clock, Sleeper sleeper) {
        this.api = api;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    List<Offer> offers(OfferQuery query) throws InterruptedException {
        answers.values().removeIf(this::isOld);
        return answers.computeIfAbsent(query, unused -> new SharedReading<>(clock, sleeper))
                .any(this::holds, () -> List.copyOf(api.searchOffers(query)));
    }

    /** As of its end: while it waited for its turn to call, the market was not asked yet. */
    private boolean holds(SharedReading.Reading<List<Offer>> answer) {
        return answer.trouble().isEmpty()
                && clock.instant().isBefore(answer.ended().plus(HOLDS));
    }

    private boolean isOld(SharedReading<List<Offer>> answer) {
        return !answer.isUnderWay() && answer.latest().filter(this::holds).isEmpty();
    }
}
