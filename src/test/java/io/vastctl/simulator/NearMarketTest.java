package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.Provisioner;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.EndpointCheck;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.simulator.market.Truth;
import io.vastctl.ssh.SshConnector;
import io.vastctl.ssh.SshIdentity;
import io.vastctl.ssh.SshKeys;
import io.vastctl.ssh.Unlocking;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastRestClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMarketTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final double SPEED = 2_000;
    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEvaluation near";

    @TempDir
    Path folder;

    /** How one attempt went, but for words of the network. */
    record Went(long machineId, String outcome, String failure) {}

    /** A run, and what the market says that it cost. */
    record Played(RunResult result, Truth truth) {
        List<Went> attempts() {
            return result.attempts().stream().map(Played::went).toList();
        }

        private static Went went(AttemptResult attempt) {
            return new Went(
                    attempt.offer().machineId(),
                    attempt.outcome(),
                    attempt.failure()
                            .map(failure ->
                                    failure.failureClass() + " " + failure.signature() + " in " + failure.phase())
                            .orElse(""));
        }

        double seconds() {
            return result.timeToReady().map(took -> took.toMillis() / 1000.0).orElse(0.0);
        }
    }

    @ParameterizedTest
    @CsvSource({"calm,1", "ordinary,2", "ordinary,5", "hostile,1", "hostile,2", "hostile,6"})
    void aRunWithoutSocketsEndsAsTheSameRunOverSockets(String scenario, long seed) {
        Played near = near(scenario, seed);
        Played far = overSockets(scenario, seed);

        assertThat(near.result().outcome()).isEqualTo(far.result().outcome());
        assertThat(near.attempts()).isEqualTo(far.attempts());
        assertThat(near.truth().alive()).isEmpty();
        // The clock stands still while nobody waits on it, so that not even a second lies between them.
        assertThat(near.seconds()).isCloseTo(far.seconds(), org.assertj.core.data.Offset.offset(1.0));
        assertThat(near.truth().dollarsSpent())
                .isCloseTo(far.truth().dollarsSpent(), org.assertj.core.data.Percentage.withPercentage(2));
    }

    @Test
    void theRunsThatAreComparedMeetTrouble() {
        assertThat(Stream.of(1, 2, 6).flatMap(seed -> near("hostile", seed).attempts().stream()))
                .extracting(Went::failure)
                .filteredOn(failure -> !failure.isEmpty())
                .hasSizeGreaterThan(2);
    }

    private Played near(String scenario, long seed) {
        NearMarket market = new NearMarket(Scenario.of(scenario), seed, START, SPEED);
        MarketTime time = market.time();
        VastApi api = VastRestClient.over(
                market, NearMarket.ADDRESS, ApiKey.of("any"), time, time, new SplittableRandom(seed));
        Surroundings world =
                world(api, market.ssh(KEY), new WorkloadEndpointCheck(time, market), KEY, time, NearMarket.ADDRESS);
        try (Database database = Database.inMemory(time)) {
            return new Played(run(world, database, time), market.truth());
        }
    }

    private Played overSockets(String scenario, long seed) {
        SshIdentity identity = SshKeys.load(Optional.empty(), folder, folder, Unlocking.NONE);
        SimulatedMarket.Options options =
                new SimulatedMarket.Options(scenario, seed, SPEED, Optional.empty(), 0, START);
        try (SimulatedMarket market = SimulatedMarket.open(options);
                SshConnector ssh = new SshConnector(identity, market.time());
                Database database = Database.open(folder.resolve("far.db"), market.time())) {
            MarketTime time = market.time();
            VastApi api = new VastRestClient(
                    market.apiUrl(), ApiKey.of("any"), time, time, new SplittableRandom(seed), line -> {});
            Surroundings world =
                    world(api, ssh, new WorkloadEndpointCheck(time), identity.publicKeyLine(), time, market.apiUrl());
            return new Played(run(world, database, time), market.truth());
        }
    }

    private static RunResult run(Surroundings world, Database database, MarketTime time) {
        BadHosts badHosts = new BadHosts(database);
        RunMemory memory = new RunMemory(
                new Journal(database),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, time),
                ranked -> "");
        return new Provisioner(world, memory, event -> {})
                .run(new RunRequest(
                                "test",
                                new Demand(
                                        new WorkloadCatalog(Path.of("none")).find("tinyllama"),
                                        StrictnessPolicy.BALANCED,
                                        OfferFilter.defaults()),
                                new Ceilings(2, Duration.ofHours(2), 5, 4),
                                "vastctl",
                                false,
                                Origin.SIMULATED)
                        .leased(Duration.ofMinutes(20)));
    }

    private static Surroundings world(
            VastApi api,
            ProbeExecutor.Factory ssh,
            EndpointCheck endpoint,
            String publicKey,
            MarketTime time,
            URI address) {
        return new Surroundings(
                api,
                ssh,
                endpoint,
                AdapterCatalog.load(NearMarketTest.class.getClassLoader(), List.of()),
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                publicKey,
                time,
                time,
                () -> "vctl-secret-of-the-test",
                () -> "r1",
                name -> Optional.empty(),
                "simulated:test",
                address,
                () -> ExitCode.INTERRUPTED);
    }
}
