package io.vastctl.ranking;

import io.vastctl.offer.Offer;

/**
 * How likely an attempt on an offer succeeds: a Beta posterior mean in three layers. What the rest of the
 * market did is the prior of a host, what the rest of the host did is the prior of a machine, each worth
 * only a few attempts, so that the nearer record soon speaks louder than the farther one.
 */
final class SuccessOdds {

    private final Experience experience;
    private final String marketBasis;
    private final double priorMean;
    private final double priorStrength;
    private final double leastMarket;
    private final double marketStrength;
    private final double hostStrength;
    private final double machineWeight;

    SuccessOdds(Experience experience) {
        this.experience = experience;
        Constants constants = experience.constants();
        this.priorMean = constants.get(Constant.PRIOR_MEAN);
        this.priorStrength = constants.get(Constant.PRIOR_STRENGTH);
        this.leastMarket = constants.get(Constant.LEAST_MARKET);
        this.marketStrength = constants.get(Constant.MARKET_STRENGTH);
        this.hostStrength = constants.get(Constant.HOST_STRENGTH);
        this.machineWeight = constants.get(Constant.MACHINE_WEIGHT);
        this.marketBasis = experience.market().attempts() == 0 ? "no history" : basis("market", experience.market());
    }

    /**
     * Above 0 and below 1: the infrastructure holds, and this workload comes up on it. Each record counts in
     * one layer only, wider tallies are taken without the narrower.
     */
    double probability(Offer offer) {
        Tally machine = experience.ofMachine(offer.machineId());
        Tally host = experience.ofHost(offer.hostId());
        double elsewhere =
                posteriorMean(priorMean, priorStrength, experience.market().without(host));
        double market = Math.max(leastMarket, elsewhere);
        double siblings = posteriorMean(market, marketStrength, host.without(machine.atMost(machineWeight)));
        return posteriorMean(siblings, hostStrength, machine) * suits(offer, machine);
    }

    /**
     * What disappointed on the machine is a factor of its own, so that it neither blurs nor hides what the
     * machine answers for. Successes there speak against it.
     */
    private double suits(Offer offer, Tally machine) {
        double reason = hostStrength + machine.successWeight();
        return reason / (reason + experience.disappointmentsOf(offer.machineId()));
    }

    /** The nearest record there is, in words. */
    String basis(Offer offer) {
        Tally machine = experience.ofMachine(offer.machineId());
        double disappointed = experience.disappointmentsOf(offer.machineId());
        if (machine.attempts() > 0) return basis("machine", machine) + (disappointed > 0 ? ", disappointed" : "");
        if (disappointed > 0) return "machine disappointed";
        Tally host = experience.ofHost(offer.hostId());
        return host.attempts() > 0 ? basis("host", host) : marketBasis;
    }

    private static double posteriorMean(double prior, double strength, Tally seen) {
        return (prior * strength + seen.successWeight()) / (strength + seen.weight());
    }

    private static String basis(String level, Tally tally) {
        return level + " " + tally.successes() + " of " + tally.attempts();
    }
}
