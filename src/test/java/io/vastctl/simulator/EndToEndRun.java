package io.vastctl.simulator;

import io.vastctl.endpoint.OpenAiEndpointCheck;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.ExitCode;
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
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.ssh.SshConnector;
import io.vastctl.ssh.SshIdentity;
import io.vastctl.ssh.SshKeys;
import io.vastctl.ssh.Unlocking;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastRestClient;
import io.vastctl.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One run of the tool against a simulated market: real HTTP, real SSH, a real database. */
record EndToEndRun(SimulatedMarket market, Database database, Path folder) {

    RunResult of(Workload workload) {
        SshIdentity identity = SshKeys.load(Optional.empty(), folder, folder, Unlocking.NONE);
        BadHosts badHosts = new BadHosts(database);
        RunMemory memory = new RunMemory(
                new Journal(database),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, market.time()),
                ranked -> "");
        try (SshConnector ssh = new SshConnector(identity, market.time())) {
            return new Provisioner(surroundings(ssh, identity), memory, event -> {})
                    .run(new RunRequest(
                            "test",
                            new Demand(workload, StrictnessPolicy.BALANCED, OfferFilter.defaults()),
                            new Ceilings(5, Duration.ofHours(4), 1, 4),
                            "vastctl",
                            false,
                            Origin.SIMULATED));
        }
    }

    private Surroundings surroundings(SshConnector ssh, SshIdentity identity) {
        MarketTime time = market.time();
        return new Surroundings(
                new VastRestClient(market.apiUrl(), ApiKey.of("any"), time, time, new SplittableRandom(1), line -> {}),
                ssh,
                new OpenAiEndpointCheck(time),
                AdapterCatalog.load(EndToEndRun.class.getClassLoader(), List.of()),
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                identity.publicKeyLine(),
                time,
                time,
                () -> "vctl-secret-of-the-test",
                () -> "r1",
                name -> Optional.empty(),
                "simulated:test",
                market.apiUrl(),
                () -> ExitCode.INTERRUPTED);
    }
}
