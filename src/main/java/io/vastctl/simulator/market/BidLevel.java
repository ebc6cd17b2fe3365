package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Ordered.What;
import java.time.Duration;
import java.time.Instant;

/** From which bid on machines take one: their floor, times what the time line orders for the moment. */
final class BidLevel {

    private final Scenario scenario;
    private final Instant start;

    BidLevel(Scenario scenario, Instant start) {
        this.scenario = scenario;
        this.start = start;
    }

    private double factor(Listing offer, Instant at) {
        Duration since = Duration.between(start, at);
        return scenario.timeline().stream()
                .filter(entry -> entry.concerns(offer.machineId()) && entry.covers(since))
                .mapToDouble(entry -> entry.what() instanceof What.Bids bids ? bids.factor() : 1)
                .reduce(1, (one, other) -> one * other);
    }

    /** USD per hour. */
    double of(Listing offer, Instant at) {
        return offer.number("min_bid", 0) * factor(offer, at);
    }

    /** The row as a search shows it then. */
    Listing shown(Listing offer, Instant at) {
        double factor = factor(offer, at);
        return factor == 1 ? offer : offer.biddable(offer.number("min_bid", 0) * factor);
    }
}
