package io.vastctl.ranking;

import io.vastctl.offer.Offer;

/**
 * How likely an attempt on an offer succeeds: a Beta posterior mean in three layers. What the rest of the
 * market did is the prior of a host, what the rest of the host did is the prior of a machine, each worth
 * only a few attempts, so that the nearer record soon speaks louder than the farther one.
 */
final class SuccessOdds {

    /** Before anything is known at all, three attempts out of four are taken to succeed. */
    static final double PRIOR_MEAN = 0.75;

    /**
     * That guess weighs as much as this many recorded attempts. The strengths shrink from layer to layer,
     * so that one failure counts more the nearer it happened.
     */
    static final double PRIOR_STRENGTH = 8;

    /** How many attempts the market's record weighs when a host is judged. */
    static final double MARKET_STRENGTH = 4;

    /** How many attempts the host's record weighs when one of its machines is judged. */
    static final double HOST_STRENGTH = 3;

    private final Experience experience;
    private final String marketBasis;

    SuccessOdds(Experience experience) {
        this.experience = experience;
        this.marketBasis = experience.market().attempts() == 0 ? "no history" : basis("market", experience.market());
    }

    /**
     * Above 0 and below 1. Each record counts in one layer only: wider tallies are taken without the narrower.
     * What disappointed on the machine counts in its own layer and in no other, so it is not taken from them.
     */
    double probability(Offer offer) {
        Tally machine = experience.ofMachine(offer.machineId());
        Tally host = experience.ofHost(offer.hostId());
        double market =
                posteriorMean(PRIOR_MEAN, PRIOR_STRENGTH, experience.market().without(host));
        double siblings = posteriorMean(market, MARKET_STRENGTH, host.without(machine));
        return posteriorMean(siblings, HOST_STRENGTH, experience.forecastBasisOf(offer.machineId()));
    }

    /** The nearest record there is, in words. */
    String basis(Offer offer) {
        Tally machine = experience.forecastBasisOf(offer.machineId());
        if (machine.attempts() > 0) {
            return basis("machine", machine);
        }
        Tally host = experience.ofHost(offer.hostId());
        return host.attempts() > 0 ? basis("host", host) : marketBasis;
    }

    private static double posteriorMean(double priorMean, double strength, Tally seen) {
        return (priorMean * strength + seen.successes()) / (strength + seen.attempts());
    }

    private static String basis(String level, Tally tally) {
        return level + " " + tally.successes() + " of " + tally.attempts();
    }
}
