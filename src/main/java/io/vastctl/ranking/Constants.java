package io.vastctl.ranking;

import java.util.EnumMap;
import java.util.Map;

/**
 * One value for each {@link Constant}.
 *
 * @param values all of them
 */
public record Constants(Map<Constant, Double> values) {

    /** What counts where nothing is configured. */
    public static final Constants STANDARD = of(Map.of());

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one is missing, out of its bounds, or they contradict each other
     */
    public Constants {
        Map<Constant, Double> all = new EnumMap<>(values);
        for (Constant constant : Constant.values()) {
            Double value = all.get(constant);
            if (value == null || !(value >= constant.least() && value <= constant.most())) {
                throw new IllegalArgumentException("ranking-" + constant.id() + " must lie from " + constant.least()
                        + " to " + constant.most() + ": " + value);
            }
        }
        ordered(all, Constant.HOST_STRENGTH, Constant.MARKET_STRENGTH);
        ordered(all, Constant.MARKET_STRENGTH, Constant.PRIOR_STRENGTH);
        ordered(all, Constant.LEAST_MARKET, Constant.PRIOR_MEAN);
        ordered(all, Constant.LEAST_USABLE_MBPS, Constant.MOST_USABLE_MBPS);
        ordered(all, Constant.LEAST_HOURS, Constant.MOST_HOURS);
        if (all.getOrDefault(Constant.LEAST_MARKET, 0.0) * all.getOrDefault(Constant.MARKET_STRENGTH, 0.0)
                < all.getOrDefault(Constant.HOST_STRENGTH, 0.0)) {
            throw new IllegalArgumentException("ranking-least-market x ranking-market-strength must not be below"
                    + " ranking-host-strength, or a machine could gain a rank by failing");
        }
        values = Map.copyOf(all);
    }

    /** The standard with some values of one's own. */
    public static Constants of(Map<Constant, Double> own) {
        Map<Constant, Double> all = new EnumMap<>(Constant.class);
        for (Constant constant : Constant.values()) all.put(constant, own.getOrDefault(constant, constant.standard()));
        return new Constants(all);
    }

    /** The value in the constant's unit. */
    public double get(Constant constant) {
        return values.getOrDefault(constant, constant.standard());
    }

    private static void ordered(Map<Constant, Double> all, Constant lower, Constant upper) {
        if (all.getOrDefault(lower, lower.standard()) > all.getOrDefault(upper, upper.standard())) {
            throw new IllegalArgumentException("ranking-" + lower.id() + " (" + all.get(lower)
                    + ") must not be above ranking-" + upper.id() + " (" + all.get(upper) + ")");
        }
    }
}
