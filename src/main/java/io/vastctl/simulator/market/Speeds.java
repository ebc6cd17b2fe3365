package io.vastctl.simulator.market;

import java.util.Map;
import java.util.Optional;

/**
 * What a scenario says of the machines' lines.
 *
 * @param all for every machine that is not named
 * @param machines by machine id
 */
record Speeds(Optional<Speed> all, Map<Long, Speed> machines) {

    static final Speeds REAL = new Speeds(Optional.empty(), Map.of());

    /**
     * One line.
     *
     * @param value Mbit/s, or a multiple of what the line would carry
     */
    public record Speed(double value, boolean factor) {
        double of(double mbps) {
            return factor ? value * mbps : value;
        }
    }

    public Speeds {
        machines = Map.copyOf(machines);
    }

    /** What a line carries that would carry so much without the scenario, in Mbit/s. */
    double mbps(long machineId, double real) {
        return Optional.ofNullable(machines.get(machineId))
                .or(() -> all)
                .map(speed -> speed.of(real))
                .orElse(real);
    }
}
