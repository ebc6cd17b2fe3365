package io.vastctl.guard;

import java.time.Duration;

/**
 * How a bid follows the market: a static rule with fixed factors. It predicts nothing.
 *
 * @param idleBelow percent of utilisation under which the idle factor applies
 * @param hotAbove degrees C over which the hot factor applies
 * @param floor USD per hour below which it never bids
 * @param ceiling USD per hour above which it never bids
 * @param stepShare the most by which one step changes the price, as a share of it
 * @param coolDown the least time between two steps
 */
public record BidRules(
        double idleBelow,
        double idleFactor,
        double hotAbove,
        double hotFactor,
        double floor,
        double ceiling,
        double stepShare,
        Duration coolDown) {

    public static final BidRules STANDARD = new BidRules(30, 0.9, 80, 1.1, 0.01, 1000, 0.15, Duration.ofMinutes(10));

    /** @throws IllegalArgumentException if a number is out of bounds; a factor of heat under 1 would pay less for harm */
    public BidRules {
        Bounds.between("the utilisation that counts as idle", idleBelow, 0, 100);
        Bounds.between("the idle factor", idleFactor, 0.1, 1);
        Bounds.between("the temperature that raises a price", hotAbove, 0, 150);
        Bounds.between("the hot factor", hotFactor, 1, 10);
        Bounds.between("the lowest bid", floor, 0.001, 1000);
        Bounds.between("the highest bid", ceiling, floor, 1000);
        Bounds.between("the step of a bid", stepShare, 0.001, 1);
        Bounds.between("the time between two bids", coolDown, Duration.ZERO, Duration.ofDays(7));
    }
}
