package io.vastctl.guard.loop;

import io.vastctl.guard.Action;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Rental;
import io.vastctl.instance.Instance;
import io.vastctl.ranking.Demand;
import io.vastctl.readiness.ReadinessAdapter;
import io.vastctl.workload.Workload;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process has towards the rentals: addresses, connections, keys of endpoints. Addresses alone are stored with the
 * guard's memory; keys are read back from the machines.
 */
final class Fleet implements AutoCloseable {

    private final GuardWorld world;
    private final Map<Long, Instance> instances = new ConcurrentHashMap<>();
    private final Map<Long, Lookout> lookouts = new ConcurrentHashMap<>();
    private final Map<Long, String> keys = new ConcurrentHashMap<>();
    /** Of rents that ended since the last tick: it may have looked before, and not know them. */
    private final Set<Long> newKeys = ConcurrentHashMap.newKeySet();

    Fleet(GuardWorld world) {
        this.world = world;
    }

    /** A listing shows it; what it leaves out of the addresses stays as it was. */
    void seen(Instance instance) {
        instances.merge(instance.instanceId(), instance, (before, now) -> now.withAddressesOf(before));
    }

    /** Where an earlier guard reached what is rented: a listing may not be had for hours. */
    void restore(List<Address> addresses) {
        for (Address address : addresses) instances.putIfAbsent(address.instanceId(), address.toInstance());
    }

    /** Where everything is reached, to be stored. */
    List<Address> addresses() {
        return instances.values().stream()
                .map(Address::of)
                .sorted(Comparator.comparing(Address::instanceId))
                .toList();
    }

    Optional<Instance> instance(long instanceId) {
        return Optional.ofNullable(instances.get(instanceId));
    }

    /** The key of an endpoint that this process has rented. */
    void key(long instanceId, String secret) {
        newKeys.add(instanceId);
        keys.put(instanceId, secret);
    }

    synchronized Lookout lookout(Rental rental) {
        return lookouts.computeIfAbsent(
                rental.instanceId(),
                id -> new Lookout(
                        world.gpus(),
                        world.market().endpoint(),
                        world.market().ssh().open(),
                        Optional.ofNullable(keys.get(id)).filter(key -> !key.isEmpty())));
    }

    /** What is to be asked of it; empty if its demand cannot be made: then the machine alone is looked at. */
    Optional<Lookout.Served> served(PlannedEndpoint planned) {
        return demand(planned)
                .map(Demand::workload)
                .map(workload -> new Lookout.Served(
                        workload,
                        adapter(workload)
                                .map(adapter -> adapter.servedModel(workload))
                                .orElseGet(workload::model)));
    }

    /** What it asks of the market; empty, and told in its own words, if its workload or policy is not to be had now. */
    Optional<Demand> demand(PlannedEndpoint planned) {
        try {
            return Optional.of(world.demands().apply(planned));
        } catch (RuntimeException e) {
            world.teller()
                    .told(new Action.Tell(
                            Action.Tell.Urgency.WARNING,
                            planned.name(),
                            "endpoint " + planned.name() + " cannot be asked or rented: " + e.getMessage()));
            return Optional.empty();
        }
    }

    Optional<ReadinessAdapter> adapter(Workload workload) {
        return world.market().adapters().find(workload.adapter());
    }

    /** The next look connects anew. */
    synchronized void forget(long instanceId) {
        Lookout before = lookouts.remove(instanceId);
        if (before != null) before.close();
    }

    /** Lets go of all that is no rental any more. */
    void keepOnly(Set<Long> alive) {
        for (long id : new HashSet<>(lookouts.keySet())) if (!alive.contains(id)) forget(id);
        instances.keySet().retainAll(alive);
        keys.keySet().removeIf(id -> !alive.contains(id) && !newKeys.contains(id));
        newKeys.clear();
    }

    @Override
    public synchronized void close() {
        lookouts.values().forEach(Lookout::close);
        lookouts.clear();
    }
}
