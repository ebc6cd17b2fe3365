package io.vastctl.guard;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One card in one look, by the fields of {@code nvidia-smi --query-gpu}. Whatever was no number ({@code [N/A]},
 * {@code [Not Supported]}, …) is empty.
 *
 * @param name as the driver gives it, {@code NVIDIA H100 80GB HBM3}
 * @param core degrees C, {@code temperature.gpu}
 * @param memory degrees C, {@code temperature.memory}
 * @param margin degrees C left to the operating limit, {@code temperature.gpu.tlimit}; sinks as it gets hotter
 * @param watts {@code power.draw}
 * @param throttles what holds the clocks down, {@code clocks_event_reasons.active}
 * @param uncorrectedEcc errors since the driver was loaded, {@code ecc.errors.uncorrected.volatile.total}
 * @param remapPending whether rows wait to be remapped or could not be, {@code remapped_rows.pending} and {@code .failure}
 * @param utilisation percent
 * @param fault text that stood in place of a value and means a broken card, {@code [GPU is lost]},
 *     {@code [GPU requires reset]} or {@code [Unknown Error]}, or a recovery action other than {@code None}
 */
public record GpuReading(
        String name,
        OptionalDouble core,
        OptionalDouble memory,
        OptionalDouble margin,
        OptionalDouble watts,
        Set<Throttle> throttles,
        OptionalLong uncorrectedEcc,
        boolean remapPending,
        OptionalDouble utilisation,
        OptionalLong memoryUsedMib,
        OptionalLong memoryTotalMib,
        Optional<String> fault) {

    public GpuReading {
        throttles = Set.copyOf(throttles);
    }

    /** A card of which only the temperature of the chip is known. */
    public static GpuReading ofCore(String name, double celsius) {
        return new GpuReading(
                name,
                OptionalDouble.of(celsius),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                OptionalLong.empty(),
                false,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }
}
