package io.vastctl.guard;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The price rule, for bids on rented machines and for the minimum bid of one's own. Static factors on the market price;
 * nothing is predicted and nothing learned.
 */
public final class BidRule {

    /** A change smaller than that share is not worth a call. */
    private static final double LEAST_CHANGE = 0.01;

    private BidRule() {}

    /**
     * The price it aims at: the market's, times the idle factor below the idle utilisation, times the hot factor above the hot
     * temperature. What is unknown changes nothing.
     *
     * @param market USD per hour
     * @param utilisation percent
     * @param celsius degrees C
     * @return empty if the market price is unknown
     */
    public static OptionalDouble aim(
            double market, OptionalDouble utilisation, OptionalDouble celsius, BidRules rules) {
        if (!isPrice(market)) return OptionalDouble.empty();
        double price = market;
        if (utilisation.isPresent() && utilisation.getAsDouble() < rules.idleBelow()) price *= rules.idleFactor();
        if (celsius.isPresent() && celsius.getAsDouble() > rules.hotAbove()) price *= rules.hotFactor();
        return OptionalDouble.of(price);
    }

    /**
     * The next price on the way to the aim: at most one step away, and between floor and ceiling, which outrank the step.
     *
     * @param own USD per hour now
     * @param ceiling USD per hour, where the caller has a lower one than the rules
     * @return empty if nothing is to change: the price is near enough, changed too lately, unknown, or nothing lies
     *     between floor and ceiling
     */
    public static OptionalDouble next(
            double own, double aim, double ceiling, Optional<Instant> changedAt, BidRules rules, Instant now) {
        double most = Math.min(ceiling, rules.ceiling());
        if (!isPrice(own) || !isPrice(aim) || !(most >= rules.floor())) return OptionalDouble.empty();
        boolean rests = changedAt
                .filter(at -> !Moments.lasted(at, rules.coolDown(), now))
                .isPresent();
        if (rests && own <= most) return OptionalDouble.empty();
        double stepped = Math.min(own * (1 + rules.stepShare()), Math.max(own * (1 - rules.stepShare()), aim));
        double price = Math.max(rules.floor(), Math.min(most, rounded(stepped)));
        return Math.abs(price - own) < own * LEAST_CHANGE && own <= most && own >= rules.floor()
                ? OptionalDouble.empty()
                : OptionalDouble.of(price);
    }

    /** To a hundredth of a cent, downwards. */
    private static double rounded(double price) {
        return Math.floor(price * 10_000 + 1e-6) / 10_000;
    }

    static boolean isPrice(double price) {
        return price > 0 && price < 1e6;
    }
}
