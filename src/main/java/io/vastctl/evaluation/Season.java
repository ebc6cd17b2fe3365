package io.vastctl.evaluation;

import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Provisioner;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.NearMarket;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.simulator.market.Truth;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastRestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator's nights on one market: run after run, a day apart on its clock, each by the real {@link Provisioner}
 * with a real database. For one thread.
 */
final class Season {

    private static final Logger LOG = LoggerFactory.getLogger(Season.class);

    /** When every market begins; nothing depends on the date. */
    static final Instant START = Instant.parse("2026-01-05T03:00:00Z");

    private static final String PREFIX = "vastctl";
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEvaluationOfPoliciesInASimulatedMarketXXXX vastctl";
    private static final Duration DAY = Duration.ofDays(1);

    private final Conditions conditions;
    private final StrictnessPolicy policy;
    private final boolean remembers;
    private final long seed;
    private final double credit;
    private final NearMarket market;
    private final MarketTime time;
    private final SignatureTable signatures = SignatureTable.forStatusMessages();

    Season(Conditions conditions, StrictnessPolicy policy, boolean remembers, Scenario scenario, long seed) {
        this.conditions = conditions;
        this.policy = policy;
        this.remembers = remembers;
        this.seed = seed;
        this.credit = scenario.credit();
        this.market = new NearMarket(scenario, seed, START);
        this.time = market.time();
    }

    /**
     * Plays so many nights.
     *
     * @throws InterruptedException in the middle of a night, which is not told then
     */
    void play(int nights, Evaluation.Listener listener) throws InterruptedException {
        try (Database kept = Database.inMemory(time)) {
            for (int night = 1; night <= nights; night++) {
                // The operator's account is as full every night; what an empty one does is another question.
                market.payIn(credit);
                if (remembers) listener.played(played(night, kept));
                else
                    try (Database fresh = Database.inMemory(time)) {
                        listener.played(played(night, fresh));
                    }
            }
        }
    }

    private Trial played(int night, Database database) throws InterruptedException {
        double before = market.truth().dollarsSpent();
        RunResult result = run(night, database);
        if (result.outcome() == RunOutcome.INTERRUPTED) throw new InterruptedException();
        if (result.outcome() == RunOutcome.ERROR)
            LOG.warn("{} on market {}, night {}: {}", policy.name(), seed, night, result.message());
        int orphans = market.truth().alive().size();
        // What is left goes on billing until somebody looks the next day: that is the run's money too.
        waitFor(START.plus(DAY.multipliedBy(night)));
        market.destroyAll();
        Truth truth = market.truth();
        double dollars = truth.dollarsSpent() - before;
        return new Trial(
                policy.name(),
                remembers,
                seed,
                night,
                result.outcome(),
                result.timeToReady()
                        .map(took -> OptionalDouble.of(took.toMillis() / 1000.0))
                        .orElseGet(OptionalDouble::empty),
                dollars,
                dollars - dollarsOfTheReadyOne(result, truth),
                (int) result.attempts().stream().filter(AttemptResult::counts).count(),
                orphans);
    }

    private void waitFor(Instant then) {
        Duration left = Duration.between(time.instant(), then);
        if (!left.isNegative()) time.advance(left);
    }

    private static double dollarsOfTheReadyOne(RunResult result, Truth truth) {
        Optional<AttemptResult> ready =
                result.attempts().stream().filter(AttemptResult::isReady).findFirst();
        if (ready.isEmpty() || ready.get().instanceId().isEmpty()) return 0;
        long id = ready.get().instanceId().getAsLong();
        return truth.contracts().stream()
                .filter(contract -> contract.id() == id)
                .mapToDouble(contract -> contract.bill().total())
                .sum();
    }

    private RunResult run(int night, Database database) {
        BadHosts badHosts = new BadHosts(database);
        RunMemory memory = new RunMemory(
                new Journal(database),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, time, conditions.constants()),
                // The choice is not explained afterwards.
                ranked -> "");
        RunRequest request = new RunRequest(
                        "test",
                        new Demand(conditions.workload(), policy, conditions.filter()),
                        conditions.ceilings(),
                        PREFIX,
                        false,
                        Origin.SIMULATED)
                .leased(conditions.lease());
        return new Provisioner(surroundings(night), memory, event -> {}).run(request);
    }

    private Surroundings surroundings(int night) {
        return new Surroundings(
                VastRestClient.over(
                        market,
                        NearMarket.ADDRESS,
                        ApiKey.of("simulated"),
                        time,
                        time,
                        new SplittableRandom(seed + night)),
                market.ssh(PUBLIC_KEY),
                new WorkloadEndpointCheck(time, market),
                conditions.adapters(),
                signatures,
                conditions.limits(),
                PUBLIC_KEY,
                time,
                time,
                () -> "vctl-evaluation-" + seed + "-" + night,
                () -> "night-" + night,
                name -> Optional.empty(),
                MarketName.inProcess("evaluation-" + seed),
                NearMarket.ADDRESS,
                () -> ExitCode.INTERRUPTED);
    }
}
