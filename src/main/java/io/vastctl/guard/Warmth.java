package io.vastctl.guard;

import io.vastctl.guard.HeatLimits.Band;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How hot one look at all cards of a machine is: the hottest sensor counts, by its own limits.
 *
 * @param level by the limits
 * @param eased by limits lowered by the hysteresis: what it must sink below to count as cooler
 * @param headroom degrees C to the nearest critical limit, negative beyond it
 * @param celsius the hottest chip or memory
 */
record Warmth(HeatLevel level, HeatLevel eased, double headroom, OptionalDouble celsius) {

    /** What no sensor of a card that works shows: such a number is no reading. */
    private static final double COLDEST = -30;

    private static final double HOTTEST = 150;

    /** The hottest sensor of all cards; empty if none told a temperature that can be true. */
    static Optional<Warmth> of(Telemetry.Read read, ThermalRules rules) {
        return read.gpus().stream()
                .flatMap(gpu -> of(gpu, rules.limits(gpu.name(), read.limits()), rules.hysteresis()))
                .reduce(Warmth::and);
    }

    private static Stream<Warmth> of(GpuReading gpu, HeatLimits limits, double hysteresis) {
        Stream<Warmth> sensors = Stream.of(
                        plausible(gpu.core()).map(degrees -> of(degrees, limits.core(), hysteresis)),
                        plausible(gpu.memory()).map(degrees -> of(degrees, limits.memory(), hysteresis)),
                        plausible(gpu.margin()).map(degrees -> ofMargin(degrees, limits.margin(), hysteresis)))
                .flatMap(Optional::stream);
        Optional<Warmth> hottest = sensors.reduce(Warmth::and);
        return hottest.map(warmth -> warmth.throttled(gpu.throttles())).stream();
    }

    private static Optional<Double> plausible(OptionalDouble sensor) {
        if (sensor.isEmpty()) return Optional.empty();
        double degrees = sensor.getAsDouble();
        return degrees >= COLDEST && degrees <= HOTTEST ? Optional.of(degrees) : Optional.empty();
    }

    private static Warmth of(double degrees, Band band, double hysteresis) {
        return new Warmth(
                level(degrees, band),
                level(degrees + hysteresis, band),
                band.critical() - degrees,
                OptionalDouble.of(degrees));
    }

    private static Warmth ofMargin(double margin, Band band, double hysteresis) {
        Band rising = new Band(-band.warm(), -band.hot(), -band.critical());
        return new Warmth(
                level(-margin, rising),
                level(-margin + hysteresis, rising),
                margin - band.critical(),
                OptionalDouble.empty());
    }

    private static HeatLevel level(double degrees, Band band) {
        if (degrees >= band.critical()) return HeatLevel.CRITICAL;
        if (degrees >= band.hot()) return HeatLevel.HOT;
        return degrees >= band.warm() ? HeatLevel.WARM : HeatLevel.COOL;
    }

    /** The card itself says that it is too hot. */
    private Warmth throttled(Set<Throttle> throttles) {
        HeatLevel said = HeatLevel.COOL;
        if (throttles.contains(Throttle.SOFTWARE_THERMAL)) said = HeatLevel.WARM;
        if (throttles.contains(Throttle.HARDWARE_THERMAL)) said = HeatLevel.HOT;
        return new Warmth(HeatLevel.hotter(level, said), HeatLevel.hotter(eased, said), headroom, celsius);
    }

    private Warmth and(Warmth other) {
        return new Warmth(
                HeatLevel.hotter(level, other.level),
                HeatLevel.hotter(eased, other.eased),
                Math.min(headroom, other.headroom),
                celsius.isPresent() && other.celsius.isPresent()
                        ? OptionalDouble.of(Math.max(celsius.getAsDouble(), other.celsius.getAsDouble()))
                        : celsius.isPresent() ? celsius : other.celsius);
    }
}
