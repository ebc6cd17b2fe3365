package io.vastctl.provision;

import io.vastctl.memory.BadHost;
import io.vastctl.memory.BadHosts;
import io.vastctl.memory.Exemption;
import io.vastctl.memory.HostMemory;
import io.vastctl.memory.MarketMemory;
import io.vastctl.memory.Origin;
import io.vastctl.memory.PhaseStat;
import io.vastctl.memory.Scope;
import io.vastctl.memory.Source;
import io.vastctl.outcome.Phase;
import io.vastctl.ranking.Bar;
import io.vastctl.ranking.Experience;
import io.vastctl.ranking.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the database what the ranking is to know. */
public final class StoredExperience implements Recollection {

    private final HostMemory hosts;
    private final BadHosts badHosts;
    private final Clock clock;

    public StoredExperience(HostMemory hosts, BadHosts badHosts, Clock clock) {
        this.hosts = hosts;
        this.badHosts = badHosts;
        this.clock = clock;
    }

    @Override
    public Experience experience(Origin origin, String workload) {
        Instant now = clock.instant();
        MarketMemory memory = hosts.snapshot(origin, now);
        List<Exemption> whitelist = badHosts.listWhitelist();
        return new Experience(
                tallies(memory.machines()),
                tallies(memory.hosts()),
                tally(memory.market()),
                hosts.disappointments(origin, workload),
                typicalPhases(memory, workload),
                exempt(whitelist, Scope.MACHINE),
                exempt(whitelist, Scope.HOST),
                badHosts.active(origin, now).stream().map(StoredExperience::bar).toList());
    }

    private static Bar bar(BadHost entry) {
        return new Bar(
                entry.scope() == Scope.HOST,
                entry.id(),
                entry.hostId(),
                entry.source() == Source.AUTOMATIC,
                entry.cause(),
                entry.expiresAt(),
                entry.workload());
    }

    private static Map<Long, Tally> tallies(Map<Long, io.vastctl.memory.Tally> recorded) {
        return recorded.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> tally(entry.getValue())));
    }

    private static Tally tally(io.vastctl.memory.Tally recorded) {
        return new Tally(recorded.successes(), recorded.infraFailures());
    }

    private static Map<Phase, Duration> typicalPhases(MarketMemory memory, String workload) {
        return memory.phases().stream()
                .filter(stat -> stat.workload().equals(workload))
                .collect(Collectors.toMap(PhaseStat::phase, PhaseStat::median));
    }

    private static Set<Long> exempt(List<Exemption> whitelist, Scope scope) {
        return whitelist.stream()
                .filter(exemption -> exemption.scope() == scope)
                .map(Exemption::id)
                .collect(Collectors.toSet());
    }
}
