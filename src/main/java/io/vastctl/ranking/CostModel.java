package io.vastctl.ranking;

import io.vastctl.offer.Offer;

/**
 * Puts price, traffic, time and odds together: what one try is expected to cost over the chance that it
 * succeeds. The derivation is in {@code docs/ranking.md}.
 */
final class CostModel {

    private static final double MINUTES_PER_HOUR = 60;

    private final Demand demand;
    private final SuccessOdds odds;
    private final StartupTime startup;
    private final double downloadGb;
    private final double unknownDollarsPerGb;
    private final double failedTimeShare;
    private final double failedWaitHours;
    private final double failedTrafficShare;
    private final double typicalOdds;

    CostModel(Demand demand, Experience experience) {
        this.demand = demand;
        Constants constants = experience.constants();
        this.odds = new SuccessOdds(experience);
        this.startup = new StartupTime(demand.workload(), experience.typicalPhases(), constants);
        this.downloadGb = demand.workload().downloadGb();
        this.unknownDollarsPerGb = constants.get(Constant.UNKNOWN_DOLLARS_PER_GB);
        this.failedTimeShare = constants.get(Constant.FAILED_TIME_SHARE);
        this.failedWaitHours = constants.get(Constant.FAILED_WAIT_MINUTES) / MINUTES_PER_HOUR;
        this.failedTrafficShare = constants.get(Constant.FAILED_TRAFFIC_SHARE);
        this.typicalOdds = constants.get(Constant.PRIOR_MEAN);
    }

    CostEstimate estimate(Offer offer) {
        double price = demand.dollarsPerHour(offer);
        double traffic = downloadGb * offer.downloadDollarsPerGb().orElse(unknownDollarsPerGb);
        double hours = startup.hours(offer.downloadMbps());
        double success = price * hours + traffic;
        double failure = price * (failedTimeShare * hours + failedWaitHours) + failedTrafficShare * traffic;
        // At the odds of any machine: a record that also moved the cost of a try could make a failure pay.
        double oneTry = typicalOdds * success + (1 - typicalOdds) * failure;
        double probability = odds.probability(offer);
        return new CostEstimate(
                price, traffic, hours, success, failure, oneTry, probability, oneTry / probability, odds.basis(offer));
    }
}
