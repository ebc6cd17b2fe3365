package io.vastctl.guard;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * When a machine counts as warm, hot or critical.
 *
 * @param own limits that the operator set, by a part of the card's name as {@code nvidia-smi} gives it; the longest
 *     that fits counts
 * @param warmFor how long warm readings must last before the machine counts as warm
 * @param hotFor the same for hot ones; a critical one counts at once
 * @param coolFor how long it must stay below before it counts as cooler again
 * @param hysteresis degrees C below a limit that it must reach to count as cooler
 * @param fastRise degrees C per minute towards the critical limit that count as a fast rise
 * @param foresight a warm machine that rises fast and would be critical within that time counts as hot at once
 * @param hotPatience how long a drained machine may stay hot before it is given back without waiting for another
 */
public record ThermalRules(
        Map<String, HeatLimits> own,
        Duration warmFor,
        Duration hotFor,
        Duration coolFor,
        double hysteresis,
        double fastRise,
        Duration foresight,
        Duration hotPatience) {

    public static final ThermalRules STANDARD = new ThermalRules(
            Map.of(),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            3,
            3,
            Duration.ofMinutes(2),
            Duration.ofMinutes(15));

    /** @throws IllegalArgumentException if a number is out of bounds */
    public ThermalRules {
        own = Map.copyOf(own);
        Bounds.between("the time until warm counts", warmFor, Duration.ZERO, Duration.ofHours(1));
        Bounds.between("the time until hot counts", hotFor, Duration.ZERO, Duration.ofHours(1));
        Bounds.between("the time until cool counts", coolFor, Duration.ZERO, Duration.ofHours(6));
        Bounds.between("the hysteresis", hysteresis, 0, 30);
        Bounds.between("the fast rise", fastRise, 0.1, 100);
        Bounds.between("the foresight", foresight, Duration.ZERO, Duration.ofHours(1));
        Bounds.between("the patience with a hot machine", hotPatience, Duration.ZERO, Duration.ofHours(6));
    }

    /** What is meant for that card: the operator's limits, else those of the table, else cautious ones. */
    public HeatLimits limits(String gpuName) {
        return limits(gpuName, Map.of());
    }

    /**
     * What is meant for that card: the operator's limits, else its own, else those of the table, else cautious ones.
     *
     * @param told by the cards themselves, under their whole names
     */
    HeatLimits limits(String gpuName, Map<String, HeatLimits> told) {
        return HeatTable.longest(own, gpuName)
                .or(() -> Optional.ofNullable(told.get(gpuName)))
                .orElseGet(() -> HeatTable.limits(gpuName));
    }
}
