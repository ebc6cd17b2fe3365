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
 * @param hosts by host id; a host's tally includes those of its machines, each with at most
 *     {@link Constant#MACHINE_WEIGHT}
 * @param market the tally of everything, all hosts included, weighed the same way
 * @param disappointments by machine id, how often this workload failed there without a fault of the
 *     machine's own, weighed by age; in no tally
 * @param typicalPhases medians over successful attempts of the workload in question; may be empty
 * @param whitelistedMachines machines that no bar touches
 * @param whitelistedHosts hosts that no bar touches, nor any of their machines
 * @param bars expired ones may be among them
 * @param constants how all of this is reckoned with
 */
public record Experience(
        Map<Long, Tally> machines,
        Map<Long, Tally> hosts,
        Tally market,
        Map<Long, Double> disappointments,
        Map<Phase, Duration> typicalPhases,
        Set<Long> whitelistedMachines,
        Set<Long> whitelistedHosts,
        List<Bar> bars,
        Constants constants) {

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
        return new Experience(
                Map.of(), Map.of(), Tally.NONE, Map.of(), Map.of(), Set.of(), Set.of(), List.of(), Constants.STANDARD);
    }

    /** The same, reckoned with other constants; the weights by age stay as they were computed. */
    public Experience with(Constants other) {
        return new Experience(
                machines,
                hosts,
                market,
                disappointments,
                typicalPhases,
                whitelistedMachines,
                whitelistedHosts,
                bars,
                other);
    }

    Tally ofMachine(long machineId) {
        return machines.getOrDefault(machineId, Tally.NONE);
    }

    /** How often the workload disappointed there: a forecast for this machine and this workload, no judgement. */
    double disappointmentsOf(long machineId) {
        return disappointments.getOrDefault(machineId, 0.0);
    }

    Tally ofHost(long hostId) {
        return hosts.getOrDefault(hostId, Tally.NONE);
    }
}
