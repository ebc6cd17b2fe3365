package io.vastctl.ranking;

import io.vastctl.offer.Offer;

/** Puts price, traffic, time and odds together. The derivation is in {@code docs/ranking.md}. */
final class CostModel {

    /** USD per GB where the listing names no traffic price: the dearest that was ever seen. */
    static final double UNKNOWN_DOLLARS_PER_GB = 0.055;

    private final Demand demand;
    private final SuccessOdds odds;
    private final StartupTime startup;
    private final double downloadGb;

    CostModel(Demand demand, Experience experience) {
        this.demand = demand;
        this.odds = new SuccessOdds(experience);
        this.startup = new StartupTime(demand.workload(), experience.typicalPhases());
        this.downloadGb = demand.workload().downloadGb();
    }

    CostEstimate estimate(Offer offer) {
        double price = demand.dollarsPerHour(offer);
        double traffic = downloadGb * offer.downloadDollarsPerGb().orElse(UNKNOWN_DOLLARS_PER_GB);
        double hours = startup.hours(offer.downloadMbps());
        double probability = odds.probability(offer);
        double expected = (price * hours + traffic) / probability;
        return new CostEstimate(price, traffic, hours, probability, expected, odds.basis(offer));
    }
}
