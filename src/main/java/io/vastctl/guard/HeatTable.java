package io.vastctl.guard;

import io.vastctl.guard.HeatLimits.Band;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Thermal limits per card, from the captured outputs of {@code nvidia-smi -q -d TEMPERATURE}: warm is the maximum operating
 * temperature, hot the slowdown, critical one degree before the card shuts itself off. Cards that tell only margins get
 * cautious limits for the chip and exact ones for the margin.
 */
final class HeatTable {

    private static final Band HBM = new Band(95, 98, 103);
    private static final Band MARGIN = new Band(3, 0, -4);

    /** For a card that is not in the table. */
    static final HeatLimits UNKNOWN_CARD = new HeatLimits(new Band(85, 89, 92), HBM, MARGIN);

    private static final Map<String, HeatLimits> CARDS = Map.ofEntries(
            card("A100", 85, 89, 91, MARGIN),
            card("A10G", 88, 95, 97, MARGIN),
            card("T4", 85, 93, 95, MARGIN),
            card("RTX 3060", 93, 95, 97, MARGIN),
            card("RTX 3080", 93, 95, 97, MARGIN),
            card("RTX 3090", 93, 95, 97, MARGIN),
            card("RTX 4080", 90, 96, 100, MARGIN),
            card("RTX 2080 SUPER", 89, 97, 99, MARGIN),
            card("GTX 1660 Ti", 91, 93, 95, MARGIN),
            card("H100", 87, 89, 94, new Band(3, 0, -7)),
            card("H200", 87, 89, 94, new Band(3, 0, -7)),
            card("L40S", 88, 90, 92, new Band(3, 0, -4)),
            card("RTX 4000", 82, 84, 88, new Band(3, 0, -6)),
            card("RTX 4090", 87, 89, 93, new Band(3, 0, -6)));

    private HeatTable() {}

    static HeatLimits limits(String gpuName) {
        return longest(CARDS, gpuName).orElse(UNKNOWN_CARD);
    }

    /** The entry with the longest key that the name contains, whatever the case. */
    static Optional<HeatLimits> longest(Map<String, HeatLimits> cards, String gpuName) {
        String name = gpuName.toLowerCase(Locale.ROOT);
        return cards.entrySet().stream()
                .filter(card -> name.contains(card.getKey().toLowerCase(Locale.ROOT)))
                .max(Comparator.comparingInt((Map.Entry<String, HeatLimits> card) ->
                                card.getKey().length())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getValue);
    }

    private static Map.Entry<String, HeatLimits> card(
            String name, double warm, double hot, double critical, Band margin) {
        return Map.entry(name, new HeatLimits(new Band(warm, hot, critical), HBM, margin));
    }
}
