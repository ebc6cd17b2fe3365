package io.vastctl.guard;

/**
 * The limits of a card. A limit that is reached counts.
 *
 * @param core degrees C of the chip
 * @param memory degrees C of the memory, where the card tells it
 * @param margin degrees C left to the card's own operating limit ({@code temperature.gpu.tlimit}), where it tells it;
 *     these sink as it gets hotter
 */
public record HeatLimits(Band core, Band memory, Band margin) {

    /** Three limits of one sensor. */
    public record Band(double warm, double hot, double critical) {}

    /** @throws IllegalArgumentException if the limits do not rise from warm to critical, or sink for a margin */
    public HeatLimits {
        ordered("core", core.warm(), core.hot(), core.critical());
        ordered("memory", memory.warm(), memory.hot(), memory.critical());
        ordered("margin", -margin.warm(), -margin.hot(), -margin.critical());
    }

    private static void ordered(String sensor, double warm, double hot, double critical) {
        if (!(warm < hot && hot < critical))
            throw new IllegalArgumentException(
                    "the " + sensor + " limits warm, hot, critical must each be hotter than the last");
    }
}
