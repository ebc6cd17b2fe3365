package io.vastctl.provision;

import io.vastctl.memory.Origin;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.Exemption;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.memory.hosts.Source;
import io.vastctl.ranking.Bar;
import io.vastctl.ranking.Constants;
import io.vastctl.ranking.Evidence;
import io.vastctl.ranking.Experience;
import io.vastctl.ranking.TrackRecord;
import io.vastctl.workload.WorkloadVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads from the database what the ranking is to know. */
public final class StoredExperience implements Recollection {

    private final HostMemory hosts;
    private final BadHosts badHosts;
    private final Clock clock;
    private final Constants constants;

    /** With the standard constants. */
    public StoredExperience(HostMemory hosts, BadHosts badHosts, Clock clock) {
        this(hosts, badHosts, clock, Constants.STANDARD);
    }

    public StoredExperience(HostMemory hosts, BadHosts badHosts, Clock clock, Constants constants) {
        this.hosts = hosts;
        this.badHosts = badHosts;
        this.clock = clock;
        this.constants = constants;
    }

    @Override
    public Experience experience(Origin origin, WorkloadVersion workload) {
        Instant now = clock.instant();
        TrackRecord record = TrackRecord.of(evidence(origin), constants, now);
        List<Exemption> whitelist = badHosts.listWhitelist();
        return new Experience(
                record.machines(),
                record.hosts(),
                record.market(),
                disappointments(origin, workload, now),
                hosts.typicalPhases(origin, workload),
                exempt(whitelist, Scope.MACHINE),
                exempt(whitelist, Scope.HOST),
                badHosts.active(origin, now).stream().map(StoredExperience::bar).toList(),
                constants);
    }

    private static Bar bar(BadHost entry) {
        return new Bar(
                entry.scope() == Scope.HOST,
                entry.id(),
                entry.hostId(),
                entry.source() == Source.AUTOMATIC,
                entry.source() == Source.AUTOMATIC && entry.strike() == 0,
                entry.cause(),
                entry.expiresAt(),
                entry.workload());
    }

    private List<Evidence> evidence(Origin origin) {
        return hosts.counted(origin).stream()
                .map(counted -> new Evidence(counted.machineId(), counted.hostId(), counted.success(), counted.at()))
                .toList();
    }

    private Map<Long, Double> disappointments(Origin origin, WorkloadVersion workload, Instant now) {
        Map<Long, Double> weighed = new TreeMap<>();
        hosts.disappointmentTimes(origin, workload)
                .forEach((machine, times) -> weighed.put(
                        machine,
                        times.stream()
                                .mapToDouble(at -> Evidence.weight(at, now, constants))
                                .sum()));
        return weighed;
    }

    private static Set<Long> exempt(List<Exemption> whitelist, Scope scope) {
        return whitelist.stream()
                .filter(exemption -> exemption.scope() == scope)
                .map(Exemption::id)
                .collect(Collectors.toSet());
    }
}
