package io.vastctl.memory.hosts;

import io.vastctl.memory.Origin;
import java.time.Instant;
import java.util.Map;

/**
 * What we know of one market at one moment: a pure value to rank with. What is not in the maps is
 * unknown.
 *
 * @param asOf when it was read
 * @param machines by machine id
 * @param hosts by host id, over all machines of the host
 * @param market over all of them
 * @param measured by machine id
 */
public record MarketMemory(
        Origin origin,
        Instant asOf,
        Map<Long, Tally> machines,
        Map<Long, Tally> hosts,
        Tally market,
        Map<Long, Measured> measured) {

    public MarketMemory {
        machines = Map.copyOf(machines);
        hosts = Map.copyOf(hosts);
        measured = Map.copyOf(measured);
    }

    /** Nothing is known. */
    public static MarketMemory empty(Origin origin, Instant asOf) {
        return new MarketMemory(origin, asOf, Map.of(), Map.of(), Tally.NONE, Map.of());
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
}
