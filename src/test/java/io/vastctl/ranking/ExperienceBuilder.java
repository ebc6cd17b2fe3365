package io.vastctl.ranking;

import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Experience for tests; nothing unless said. */
final class ExperienceBuilder {

    static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    private final Map<Long, Tally> machines = new HashMap<>();
    private final Map<Long, Tally> hosts = new HashMap<>();
    private final Map<Long, Double> disappointments = new HashMap<>();
    private final Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
    private final Set<Long> whitelistedMachines = new HashSet<>();
    private final Set<Long> whitelistedHosts = new HashSet<>();
    private final List<Bar> bars = new ArrayList<>();
    private Tally market = Tally.NONE;
    private Constants constants = Constants.STANDARD;

    static ExperienceBuilder experience() {
        return new ExperienceBuilder();
    }

    ExperienceBuilder machine(long id, int successes, int failures) {
        machines.put(id, new Tally(successes, failures));
        return this;
    }

    ExperienceBuilder host(long id, int successes, int failures) {
        hosts.put(id, new Tally(successes, failures));
        return this;
    }

    ExperienceBuilder market(int successes, int failures) {
        market = new Tally(successes, failures);
        return this;
    }

    ExperienceBuilder constants(Constants value) {
        constants = value;
        return this;
    }

    ExperienceBuilder disappointed(long machineId, int times) {
        disappointments.put(machineId, (double) times);
        return this;
    }

    ExperienceBuilder phase(Phase phase, Duration median) {
        phases.put(phase, median);
        return this;
    }

    ExperienceBuilder whitelistMachine(long id) {
        whitelistedMachines.add(id);
        return this;
    }

    ExperienceBuilder whitelistHost(long id) {
        whitelistedHosts.add(id);
        return this;
    }

    /** A failure barred the machine for a day. */
    ExperienceBuilder failed(long machineId, long hostId) {
        return bar(new Bar(
                false,
                machineId,
                hostId,
                true,
                false,
                "cdi-injection",
                Optional.of(NOW.plus(Duration.ofDays(1))),
                Optional.empty()));
    }

    ExperienceBuilder bar(Bar bar) {
        bars.add(bar);
        return this;
    }

    Experience build() {
        return new Experience(
                machines,
                hosts,
                market,
                disappointments,
                phases,
                whitelistedMachines,
                whitelistedHosts,
                bars,
                constants);
    }
}
