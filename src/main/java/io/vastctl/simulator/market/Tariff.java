package io.vastctl.simulator.market;

import io.vastctl.simulator.market.Outages.Stretch;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What the cards of one contract cost as time goes by: the price on demand, the bid, and when each changed. */
final class Tariff {

    private final NavigableMap<Instant, Double> steps = new TreeMap<>();
    private double onDemand;
    private OptionalDouble bid;

    Tariff(double onDemand, OptionalDouble bid) {
        this.onDemand = onDemand;
        this.bid = bid;
        steps.put(Instant.MIN, rate());
    }

    /** USD per hour: the bid, but never more than the price on demand (measured: vast-api.md, 4.1). */
    double rate() {
        return Math.min(bid.orElse(onDemand), onDemand);
    }

    OptionalDouble bid() {
        return bid;
    }

    void bid(double dollarsPerHour, Instant from) {
        bid = OptionalDouble.of(dollarsPerHour);
        steps.put(from, rate());
    }

    void onDemand(double dollarsPerHour, Instant from) {
        onDemand = dollarsPerHour;
        steps.put(from, rate());
    }

    double dollars(Stretch stretch) {
        double dollars = 0;
        Instant at = stretch.from();
        for (Map.Entry<Instant, Double> step :
                steps.subMap(stretch.from(), false, stretch.to(), false).entrySet()) {
            dollars += new Stretch(at, step.getKey()).hours()
                    * steps.floorEntry(at).getValue();
            at = step.getKey();
        }
        return dollars
                + new Stretch(at, stretch.to()).hours() * steps.floorEntry(at).getValue();
    }
}
