package io.vastctl.guard;

import io.vastctl.guard.Docket.Stage;
import java.util.OptionalDouble;

/** The bids of interruptible rentals follow the price rule. */
final class Bids {

    /** What was outbid has to be above the least bid, for rounding must not leave it a hair below. */
    private static final double OVER_THE_LEAST = 1.05;

    private Bids() {}

    static void decide(Situation situation, Docket docket) {
        for (Rental rental : situation.rentals()) {
            boolean stays = docket.isFree(rental)
                    && situation.wants(rental)
                    && rental.missingSince().isEmpty();
            rental.bidding().filter(bidding -> stays).ifPresent(bidding -> bid(rental, bidding, situation, docket));
        }
    }

    private static void bid(Rental rental, Bidding bidding, Situation situation, Docket docket) {
        BidRules rules = situation.plan().bids();
        double disk = Math.max(0, situation.rate(rental) - bidding.own());
        double ceiling = Math.min(rules.ceiling(), situation.ceiling(rental) - disk);
        if (bidding.least() > ceiling) return;
        OptionalDouble aim = BidRule.aim(
                bidding.market(), bidding.utilisation(), rental.heat().celsius(), rules);
        if (aim.isEmpty()) return;
        double wanted = Math.max(aim.getAsDouble(), least(rental, bidding));
        OptionalDouble next = BidRule.next(bidding.own(), wanted, ceiling, bidding.changedAt(), rules, situation.now());
        if (next.isEmpty()) return;
        double more = next.getAsDouble() - bidding.own();
        if (more > 0 && Funds.refuses(situation, docket, more, 0).isPresent()) return;
        docket.promise(Math.max(0, more));
        docket.put(
                Stage.BID,
                new Action.ChangeBid(rental.instanceId(), next.getAsDouble()),
                Rule.BID,
                Phrases.rental(rental) + ": bid " + Phrases.perHour(bidding.own()) + ", market "
                        + Phrases.perHour(bidding.market()) + ", aim " + Phrases.perHour(wanted) + ", limit "
                        + Phrases.perHour(ceiling));
    }

    /**
     * What it must not sink below. One that runs leads already, so a higher least bid is what others would have to pay to
     * take its place, and following it would chase ourselves; only one that was outbid has to reach it.
     */
    private static double least(Rental rental, Bidding bidding) {
        if (!BidRule.isPrice(bidding.least())) return 0;
        return rental.life() == Life.OUTBID
                ? bidding.least() * OVER_THE_LEAST
                : Math.min(Math.ceil(bidding.least() * 10_000) / 10_000, bidding.own());
    }
}
