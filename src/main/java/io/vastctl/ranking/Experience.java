package io.vastctl.ranking;

import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What we remember, in the form in which ranking needs it. Whoever is missing here is unknown, not good.
 *
 * @param machines by machine id
 * @param hosts by host id; a host's tally includes those of its machines
 * @param market the tally of everything, all hosts included
 * @param disappointments by machine id, how often this workload failed there without a fault of the
 *     machine's own; in no tally
 * @param typicalPhases medians over successful attempts of the workload in question; may be empty
 * @param whitelistedMachines machines that no bar touches
 * @param whitelistedHosts hosts that no bar touches, nor any of their machines
 * @param bars expired ones may be among them
 */
public record Experience(
        Map<Long, Tally> machines,
        Map<Long, Tally> hosts,
        Tally market,
        Map<Long, Integer> disappointments,
        Map<Phase, Duration> typicalPhases,
        Set<Long> whitelistedMachines,
        Set<Long> whitelistedHosts,
        List<Bar> bars) {

    public Experience {
        machines = Map.copyOf(machines);
        hosts = Map.copyOf(hosts);
        disappointments = Map.copyOf(disappointments);
        typicalPhases = Map.copyOf(typicalPhases);
        whitelistedMachines = Set.copyOf(whitelistedMachines);
        whitelistedHosts = Set.copyOf(whitelistedHosts);
        bars = List.copyOf(bars);
    }

    /** The first day. */
    public static Experience none() {
        return new Experience(Map.of(), Map.of(), Tally.NONE, Map.of(), Map.of(), Set.of(), Set.of(), List.of());
    }

    Tally ofMachine(long machineId) {
        return machines.getOrDefault(machineId, Tally.NONE);
    }

    /** With what disappointed there: a forecast for this machine and this workload, no judgement. */
    Tally forecastBasisOf(long machineId) {
        Tally recorded = ofMachine(machineId);
        return new Tally(recorded.successes(), recorded.infraFailures() + disappointments.getOrDefault(machineId, 0));
    }

    Tally ofHost(long hostId) {
        return hosts.getOrDefault(hostId, Tally.NONE);
    }
}
