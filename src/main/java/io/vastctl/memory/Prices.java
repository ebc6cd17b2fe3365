package io.vastctl.memory;

/**
 * What a rental costs, as its offer promised, or as its instance told since.
 *
 * @param gpuDollarsPerHour USD per hour while running
 * @param diskDollarsPerHour USD per hour from creation
 * @param downloadDollarsPerGb USD per GB received
 * @param uploadDollarsPerGb USD per GB sent
 */
public record Prices(
        double gpuDollarsPerHour, double diskDollarsPerHour, double downloadDollarsPerGb, double uploadDollarsPerGb) {

    /** USD per hour while running, without traffic. */
    public double dollarsPerHour() {
        return gpuDollarsPerHour + diskDollarsPerHour;
    }
}
