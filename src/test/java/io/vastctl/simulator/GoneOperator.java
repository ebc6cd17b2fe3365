package io.vastctl.simulator;

import io.vastctl.endpoint.OpenAiEndpointCheck;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Phase;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.Provisioner;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.ssh.SshConnector;
import io.vastctl.ssh.SshIdentity;
import io.vastctl.ssh.SshKeys;
import io.vastctl.ssh.Unlocking;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastRestClient;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/** A tool that is gone for good at some point of its run: from then on nothing of it reaches the market. */
final class GoneOperator {

    /** Unlike an exception, no code of ours means to survive it. */
    private static final class Gone extends Error {
        private static final long serialVersionUID = 1;
    }

    private final SimulatedMarket market;
    private final Database database;
    private final Path folder;
    private final Phase last;
    private Optional<Instant> goneAt = Optional.empty();

    /** @param last the phase in which it goes; {@link Phase#FIRST_TOKEN} lets it go once the endpoint was verified */
    GoneOperator(SimulatedMarket market, Database database, Path folder, Phase last) {
        this.market = market;
        this.database = database;
        this.folder = folder;
        this.last = last;
    }

    /** When it went; empty if its run ended before it came that far. */
    Optional<Instant> run(Workload workload, Duration lease) {
        SshIdentity identity = SshKeys.load(Optional.empty(), folder, folder, Unlocking.NONE);
        BadHosts badHosts = new BadHosts(database);
        RunMemory memory = new RunMemory(
                new Journal(database),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, market.time()),
                ranked -> "");
        try (SshConnector ssh = new SshConnector(identity, market.time())) {
            new Provisioner(surroundings(ssh, identity), memory, this::hear)
                    .run(new RunRequest(
                                    "test",
                                    new Demand(workload, StrictnessPolicy.BALANCED, OfferFilter.defaults()),
                                    new Ceilings(5, Duration.ofHours(4), 3, 4),
                                    "vastctl",
                                    false,
                                    Origin.SIMULATED)
                            .leased(lease));
        } finally {
            Thread.interrupted();
        }
        return goneAt;
    }

    private void hear(RunEvent event) {
        boolean now = event instanceof RunEvent.Verified
                || (event instanceof RunEvent.Looked looked && looked.pending().phase() == last);
        if (now && goneAt.isEmpty()) goneAt = Optional.of(market.time().instant());
    }

    private void stillThere() {
        if (goneAt.isPresent()) throw new Gone();
    }

    private VastApi api() {
        MarketTime time = market.time();
        VastApi real =
                new VastRestClient(market.apiUrl(), ApiKey.of("any"), time, time, new SplittableRandom(1), line -> {});
        return (VastApi) Proxy.newProxyInstance(
                VastApi.class.getClassLoader(), new Class<?>[] {VastApi.class}, (proxy, method, arguments) -> {
                    stillThere();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }

    private ProbeExecutor executor(ProbeExecutor real) {
        return new ProbeExecutor() {
            @Override
            public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
                stillThere();
                return real.run(endpoints, probes);
            }

            @Override
            public int tunnelTo(int remotePort) throws IOException {
                stillThere();
                return real.tunnelTo(remotePort);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private Surroundings surroundings(SshConnector ssh, SshIdentity identity) {
        MarketTime time = market.time();
        return new Surroundings(
                api(),
                () -> executor(ssh.open()),
                new OpenAiEndpointCheck(time),
                AdapterCatalog.load(GoneOperator.class.getClassLoader(), List.of()),
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                identity.publicKeyLine(),
                time,
                // The dead do not wait either: the market's clock stands where they left it.
                nap -> {
                    stillThere();
                    time.sleep(nap);
                },
                () -> "vctl-secret-of-the-test",
                () -> "r1",
                name -> Optional.empty(),
                "simulated:test",
                market.apiUrl(),
                () -> ExitCode.INTERRUPTED);
    }
}
