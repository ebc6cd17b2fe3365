package io.vastctl.ranking;

/**
 * What one ready endpoint is expected to cost on this offer, with every part of the sum.
 *
 * @param dollarsPerHour USD per hour with the disk we ask for
 * @param trafficDollars USD for downloading image and model once
 * @param expectedHours hours from the order to the first token
 * @param successProbability chance that an attempt ends with a working endpoint, above 0, below 1
 * @param expectedDollars USD per ready endpoint: (price x hours + traffic) / probability
 * @param probabilityBasis the nearest record that the probability rests on: {@code machine 3 of 4},
 *     {@code host 5 of 6}, {@code market 40 of 50} or {@code no history}
 */
public record CostEstimate(
        double dollarsPerHour,
        double trafficDollars,
        double expectedHours,
        double successProbability,
        double expectedDollars,
        String probabilityBasis) {}
