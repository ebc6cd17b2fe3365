package io.vastctl.ranking;

import io.vastctl.offer.Offer;

/**
 * An offer that passed every gate.
 *
 * @param rank from 1, the one to try first
 * @param proven whether this machine, or an unblemished host, has given us a working endpoint before
 */
public record RankedOffer(int rank, Offer offer, CostEstimate cost, boolean proven) {}
