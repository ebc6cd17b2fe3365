package io.vastctl.ranking;

/**
 * What one ready endpoint is expected to cost on this offer, with every part of the sum.
 *
 * @param dollarsPerHour USD per hour with the disk we ask for
 * @param trafficDollars USD for downloading image and model once
 * @param expectedHours hours from the order to the first token
 * @param successDollars USD for a try that succeeds: price x hours + traffic
 * @param failureDollars USD for a try that fails: part of the hours, a wait in vain, part of the traffic
 * @param tryDollars USD for a try of which nobody knows yet how it ends
 * @param successProbability chance that an attempt ends with a working endpoint, above 0, below 1
 * @param expectedDollars USD per ready endpoint, by which offers are ordered: one try / probability
 * @param probabilityBasis the nearest record that the probability rests on: {@code machine 3 of 4},
 *     {@code host 5 of 6}, {@code market 40 of 50} or {@code no history}; {@code disappointed} where this
 *     workload failed on the machine without a fault of the machine's own
 */
public record CostEstimate(
        double dollarsPerHour,
        double trafficDollars,
        double expectedHours,
        double successDollars,
        double failureDollars,
        double tryDollars,
        double successProbability,
        double expectedDollars,
        String probabilityBasis) {}
