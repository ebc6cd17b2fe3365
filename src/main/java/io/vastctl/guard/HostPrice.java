package io.vastctl.guard;

import io.vastctl.offer.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The minimum bid of one of the operator's own machines, by the rule that also moves bids ({@link BidRule}). All prices are
 * USD per hour for one card.
 *
 * @param market the middle one of the minimum bids of others for such a card; empty if too few are known
 * @param aim what the rule aims at; empty if the market is unknown
 * @param next what to set now; empty if nothing is to change
 * @param reason why, or why not
 */
public record HostPrice(OptionalDouble market, OptionalDouble aim, OptionalDouble next, String reason) {

    /** Fewer than that are no market. */
    static final int FEWEST = 3;

    /**
     * The middle one of the minimum bids for one card, each machine counted once at its lowest.
     *
     * @param own machines whose prices are ours, and would chase themselves
     * @return empty for fewer than three machines of others
     */
    public static OptionalDouble market(List<Offer> offers, String gpuName, Set<Long> own) {
        double[] bids = offers.stream()
                .filter(offer -> offer.gpuName().equalsIgnoreCase(gpuName) && !own.contains(offer.machineId()))
                .filter(offer ->
                        offer.numGpus() > 0 && BidRule.isPrice(offer.minBid().orElse(0)))
                .collect(Collectors.toMap(
                        Offer::machineId, offer -> offer.minBid().orElseThrow() / offer.numGpus(), Math::min))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (bids.length < FEWEST) return OptionalDouble.empty();
        int middle = bids.length / 2;
        return OptionalDouble.of(bids.length % 2 == 1 ? bids[middle] : (bids[middle - 1] + bids[middle]) / 2);
    }

    /**
     * What to do with one machine.
     *
     * @param own its minimum bid now; empty if unknown
     * @param rentedPercent of its cards
     * @param celsius its hottest card
     * @param changedAt when we changed it last
     */
    public static HostPrice of(
            OptionalDouble own,
            OptionalDouble market,
            OptionalDouble rentedPercent,
            OptionalDouble celsius,
            Optional<Instant> changedAt,
            BidRules rules,
            Instant now) {
        if (own.isEmpty() || !BidRule.isPrice(own.getAsDouble()))
            return none(market, OptionalDouble.empty(), "its minimum bid is unknown");
        if (market.isEmpty())
            return none(market, OptionalDouble.empty(), "fewer than " + FEWEST + " machines of others have such cards");
        OptionalDouble aim = BidRule.aim(market.getAsDouble(), rentedPercent, celsius, rules);
        if (aim.isEmpty()) return none(market, aim, "the market price is unknown");
        OptionalDouble next =
                BidRule.next(own.getAsDouble(), aim.getAsDouble(), rules.ceiling(), changedAt, rules, now);
        String factors = factors(rentedPercent, celsius, rules);
        if (next.isPresent()) return new HostPrice(market, aim, next, why(own.getAsDouble(), rules) + factors);
        boolean rests = changedAt
                .filter(at -> !Moments.lasted(at, rules.coolDown(), now))
                .isPresent();
        return none(
                market,
                aim,
                rests
                        ? "changed " + Phrases.span(Moments.between(changedAt.orElse(now), now)) + " ago, rests for "
                                + Phrases.span(rules.coolDown())
                        : "as near to the aim as its bounds allow" + factors);
    }

    private static String why(double own, BidRules rules) {
        if (own < rules.floor()) return "raised at least to the floor, whatever the step";
        return own > rules.ceiling() ? "brought down to the ceiling, whatever the step" : "follows the market";
    }

    private static HostPrice none(OptionalDouble market, OptionalDouble aim, String reason) {
        return new HostPrice(market, aim, OptionalDouble.empty(), reason);
    }

    private static String factors(OptionalDouble rentedPercent, OptionalDouble celsius, BidRules rules) {
        StringBuilder words = new StringBuilder();
        if (rentedPercent.isPresent() && rentedPercent.getAsDouble() < rules.idleBelow())
            words.append(", x").append(rules.idleFactor()).append(" as it is hardly rented");
        if (celsius.isPresent() && celsius.getAsDouble() > rules.hotAbove())
            words.append(", x").append(rules.hotFactor()).append(" as it is hot");
        return words.toString();
    }
}
