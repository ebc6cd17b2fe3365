package io.vastctl.memory;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.WorkloadVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What we know of one market at one moment: a pure value to rank with. What is not in the maps is
 * unknown.
 *
 * @param asOf when it was read
 * @param machines by machine id
 * @param hosts by host id, over all machines of the host
 * @param market over all attempts
 * @param measured by machine id
 */
public record MarketMemory(
        Origin origin,
        Instant asOf,
        Map<Long, Tally> machines,
        Map<Long, Tally> hosts,
        Tally market,
        List<PhaseStat> phases,
        Map<Long, Measured> measured) {

    public MarketMemory {
        machines = Map.copyOf(machines);
        hosts = Map.copyOf(hosts);
        phases = List.copyOf(phases);
        measured = Map.copyOf(measured);
    }

    /** Nothing is known. */
    public static MarketMemory empty(Origin origin, Instant asOf) {
        return new MarketMemory(origin, asOf, Map.of(), Map.of(), Tally.NONE, List.of(), Map.of());
    }

    public Tally machine(long machineId) {
        return machines.getOrDefault(machineId, Tally.NONE);
    }

    public Tally host(long hostId) {
        return hosts.getOrDefault(hostId, Tally.NONE);
    }

    public Measured measured(long machineId) {
        return measured.getOrDefault(machineId, Measured.NOTHING);
    }

    public Optional<PhaseStat> phase(WorkloadVersion workload, Phase phase) {
        return phases.stream()
                .filter(stat -> stat.phase() == phase && stat.workload().equals(workload))
                .findFirst();
    }
}
