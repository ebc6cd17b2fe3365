package io.vastctl.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By what offers that pass every gate are ordered; equals by price, then by offer id. */
enum Order {
    /** Expected dollars for one ready endpoint, least first. */
    EXPECTED_COST,
    /** USD per hour with the disk we ask for, least first; what is remembered does not matter. */
    PRICE,
    /** Machines with most successes first, however many failures there were; then by price. */
    SUCCESS_THEN_PRICE;

    /** The word in a policy. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Order::id).toList();
    }

    static Optional<Order> named(String id) {
        return Arrays.stream(values()).filter(order -> order.id().equals(id)).findFirst();
    }

    Comparator<RankedOffer> comparator(Experience experience) {
        Comparator<RankedOffer> cheapest = Comparator.<RankedOffer>comparingDouble(
                        candidate -> candidate.cost().dollarsPerHour())
                .thenComparingLong(candidate -> candidate.offer().offerId());
        return switch (this) {
            case EXPECTED_COST ->
                Comparator.<RankedOffer>comparingDouble(
                                candidate -> candidate.cost().expectedDollars())
                        .thenComparing(cheapest);
            case PRICE -> cheapest;
            case SUCCESS_THEN_PRICE ->
                Comparator.<RankedOffer>comparingInt(candidate -> experience
                                .ofMachine(candidate.offer().machineId())
                                .successes())
                        .reversed()
                        .thenComparing(cheapest);
        };
    }
}
