package io.vastctl.vast;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A machine that the account itself offers for rent.
 *
 * @param gpuName with spaces, such as {@code RTX 4090}
 * @param numGpus cards in the machine; 0 if unknown
 * @param listed whether it is offered now
 * @param onDemandPerGpu USD per hour for one card
 * @param minBidPerGpu USD per hour for one card, the lowest bid it takes
 * @param rentedPercent how many of its cards are rented, of a hundred; empty if unknown
 * @param hottest degrees C of its hottest card
 */
public record HostMachine(
        long machineId,
        String gpuName,
        int numGpus,
        boolean listed,
        OptionalDouble onDemandPerGpu,
        OptionalDouble minBidPerGpu,
        OptionalDouble rentedPercent,
        OptionalDouble hottest) {

    /**
     * Reads {@code gpu_occupancy}, a letter for each card: D on demand, I interruptible, R reserved, x for a free one. Letters
     * nobody has told of make the whole unknown.
     */
    static OptionalDouble rented(String occupancy) {
        String letters = occupancy.toUpperCase(Locale.ROOT).replaceAll("\\s+", "");
        if (!letters.matches("[DIRX_-]+")) return OptionalDouble.empty();
        long rented =
                letters.chars().filter(letter -> "DIR".indexOf(letter) >= 0).count();
        return OptionalDouble.of(100.0 * rented / letters.length());
    }
}
