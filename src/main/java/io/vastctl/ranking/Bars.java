package io.vastctl.ranking;

import io.vastctl.offer.Offer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The bars that count for one demand at one instant, indexed so that each offer costs a few look-ups. */
final class Bars {

    private final Experience experience;
    private final OptionalInt hostBarAfterMachines;
    private final Map<Long, Bar> machines = new HashMap<>();
    private final Map<Long, Bar> machinesByHand = new HashMap<>();
    private final Map<Long, Bar> hosts = new HashMap<>();
    private final Map<Long, Set<Long>> failedMachines = new HashMap<>();

    Bars(Experience experience, Demand demand, Instant now) {
        this.experience = experience;
        this.hostBarAfterMachines = demand.policy().hostBarAfterMachines();
        String workload = demand.workload().barredAs();
        for (Bar bar : experience.bars()) {
            if (demand.policy().bars() && bar.isActive(now) && bar.concerns(workload) && !isLifted(bar)) {
                add(bar);
            }
        }
    }

    /** Why this offer is barred; empty if it is not. */
    Optional<String> against(Offer offer) {
        // What was said of the machine outweighs what was said of its host.
        if (experience.whitelistedMachines().contains(offer.machineId())) {
            return Optional.empty();
        }
        Bar byHand = machinesByHand.get(offer.machineId());
        if (byHand != null) {
            return Optional.of("machine " + byHand.id() + ": " + byHand.cause());
        }
        if (experience.whitelistedHosts().contains(offer.hostId())) {
            return Optional.empty();
        }
        Bar machine = machines.get(offer.machineId());
        if (machine != null) {
            return Optional.of("machine " + machine.id() + ": " + machine.cause());
        }
        Bar host = hosts.get(offer.hostId());
        if (host != null) {
            return Optional.of("host " + host.id() + ": " + host.cause());
        }
        return spreadTo(offer.hostId());
    }

    /** Whether any machine of this host is barred by a failure, or the host itself is barred. */
    boolean tarnish(long hostId) {
        return hosts.containsKey(hostId) || failedMachines.containsKey(hostId);
    }

    private void add(Bar bar) {
        if (!bar.wholeHost() && !bar.automatic()) {
            machinesByHand.putIfAbsent(bar.id(), bar);
        } else if (!bar.wholeHost()) {
            machines.putIfAbsent(bar.id(), bar);
            // A bar for one workload says that this GPU cannot run it: nothing about the host's other machines.
            if (bar.speaksOfTheHost()) {
                failedMachines
                        .computeIfAbsent(bar.hostId(), host -> new TreeSet<>())
                        .add(bar.id());
            }
        } else if (!bar.automatic() || hostBarAfterMachines.isPresent()) {
            hosts.putIfAbsent(bar.id(), bar);
        }
    }

    private Optional<String> spreadTo(long hostId) {
        Set<Long> failed = failedMachines.get(hostId);
        if (failed == null || hostBarAfterMachines.isEmpty() || failed.size() < hostBarAfterMachines.getAsInt()) {
            return Optional.empty();
        }
        return Optional.of("host " + hostId + ": failures on " + (failed.size() == 1 ? "machine " : "machines ")
                + String.join(", ", failed.stream().map(String::valueOf).toList()));
    }

    private boolean isLifted(Bar bar) {
        if (bar.wholeHost()) return experience.whitelistedHosts().contains(bar.id());
        return experience.whitelistedMachines().contains(bar.id())
                || (bar.automatic() && experience.whitelistedHosts().contains(bar.hostId()));
    }
}
