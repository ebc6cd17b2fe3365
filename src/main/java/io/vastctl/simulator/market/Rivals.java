package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Ordered.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who else wants a machine: in some half hours somebody bids more than the least bid, or rents on demand, which beats
 * any bid. Everything follows from seed and machine, so asking changes nothing.
 */
final class Rivals {

    private static final long WINDOW = 1800;
    /** A rival of an earlier window may still be there: begin and length together are below three windows. */
    private static final int BACK = 2;
    /** How far ahead the next change is looked for. */
    private static final int AHEAD = 48;

    private final Chance chance;
    private final Scenario scenario;
    private final Instant start;
    private final BidLevel level;

    /** @param price USD per hour; infinite for a rental on demand */
    private record Rival(Instant from, Instant to, double price) {}

    Rivals(Chance chance, Scenario scenario, Instant start) {
        this.chance = chance;
        this.scenario = scenario;
        this.start = start;
        level = new BidLevel(scenario, start);
    }

    /** What a bid has to reach for that machine at that moment, in USD per hour. */
    double leading(Listing offer, Instant at) {
        double floor = level.of(offer, at);
        return around(offer, at)
                .filter(rival -> !at.isBefore(rival.from()) && at.isBefore(rival.to()))
                .mapToDouble(Rival::price)
                .reduce(floor, Math::max);
    }

    /** When that may next be another price; empty if never. */
    Optional<Instant> nextChange(Listing offer, Instant after) {
        Optional<Instant> change = around(offer, after)
                .flatMap(rival -> Stream.of(rival.from(), rival.to()))
                .filter(at -> at.isAfter(after) && !at.equals(Instant.MAX))
                .min(Instant::compareTo);
        if (change.isPresent() || scenario.rate(Fault.OUTBID) == 0) return change;
        return Optional.of(start.plusSeconds((window(after) + AHEAD) * WINDOW));
    }

    private long window(Instant at) {
        return Math.floorDiv(Duration.between(start, at).toSeconds(), WINDOW);
    }

    private Stream<Rival> around(Listing offer, Instant at) {
        List<Rival> rivals = new ArrayList<>(ordered(offer));
        double rate = scenario.rate(Fault.OUTBID);
        long here = window(at);
        for (long window = here - BACK; rate > 0 && window <= here + AHEAD; window++) {
            if (window < 0 || !chance.hits(rate, Fault.OUTBID, offer.machineId(), window)) continue;
            rivals.add(drawn(offer, window));
        }
        return rivals.stream();
    }

    private Rival drawn(Listing offer, long window) {
        Object[] whom = {offer.machineId(), window};
        Instant from = start.plusSeconds(window * WINDOW).plus(MarketTime.seconds(dice(20, 1_500, "rival from", whom)));
        Instant to = from.plus(MarketTime.seconds(dice(300, 2_400, "rival for", whom)));
        boolean onDemand = dice(0, 1, "rival on demand", whom) < 0.25;
        double price = offer.number("min_bid", 0.1) * dice(1.02, 1.9, "rival bid", whom);
        return new Rival(from, to, onDemand ? Double.POSITIVE_INFINITY : price);
    }

    private double dice(double low, double high, String what, Object[] whom) {
        return chance.between(low, high, what, whom[0], whom[1]);
    }

    private List<Rival> ordered(Listing offer) {
        List<Rival> rivals = new ArrayList<>();
        for (Ordered entry : scenario.timeline()) {
            if (!entry.concerns(offer.machineId())) continue;
            Instant from = start.plus(entry.at());
            Instant to = entry.length().map(from::plus).orElse(Instant.MAX);
            // Nobody bids, but the floor moves then.
            if (entry.what() instanceof What.Bids) rivals.add(new Rival(from, to, 0));
            boolean fault = entry.what().equals(new What.FaultOn(Fault.OUTBID));
            if (!fault && !(entry.what() instanceof What.Rival)) continue;
            double price = entry.what() instanceof What.Rival rival
                    ? rival.dollarsPerHour().orElse(Double.POSITIVE_INFINITY)
                    : Double.POSITIVE_INFINITY;
            rivals.add(new Rival(from, to, price));
        }
        return rivals;
    }
}
