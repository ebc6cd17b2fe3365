package io.vastctl.simulator;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.memory.Database;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyMachine;
import io.vastctl.memory.survey.SurveyStart;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.Ceilings;
import io.vastctl.provision.Ownership;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunMemory;
import io.vastctl.provision.RunRequest;
import io.vastctl.provision.RunResult;
import io.vastctl.provision.StoredExperience;
import io.vastctl.provision.Surroundings;
import io.vastctl.provision.survey.Survey;
import io.vastctl.ranking.Demand;
import io.vastctl.ranking.OfferFilter;
import io.vastctl.ranking.Ranked;
import io.vastctl.ranking.RankedOffer;
import io.vastctl.ranking.Sample;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastApi;
import io.vastctl.vast.VastRestClient;
import io.vastctl.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Surveys of a simulated market in virtual time, with everything else real. */
final class SurveyRig implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final double SPEED = 2_000;
    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAISurveysInVirtualTime near";

    final NearMarket market;
    final MarketTime time;
    final VastApi api;
    final Database database;
    final SurveyBook book;
    private final Ownership owner;
    private int runs;

    Ceilings ceilings = new Ceilings(100, Duration.ofHours(6), 1_000, 1_000);
    RunEvent.Listener listener = event -> {};
    String model = "";

    SurveyRig(Scenario scenario, long seed) {
        this(scenario, seed, Database::inMemory);
    }

    /** The same with a database of one's own, on the market's clock. */
    SurveyRig(Scenario scenario, long seed, Function<MarketTime, Database> databases) {
        market = new NearMarket(scenario, seed, START, SPEED);
        time = market.time();
        api = VastRestClient.over(market, NearMarket.ADDRESS, ApiKey.of("any"), time, time, new SplittableRandom(seed));
        database = databases.apply(time);
        owner = Ownership.open(
                database, Survey.COMMAND, time, new Liveness("", pid -> Optional.empty()), (every, beat) -> () -> {});
        book = new SurveyBook(database);
    }

    Survey survey() {
        BadHosts badHosts = new BadHosts(database);
        RunMemory memory = new RunMemory(
                owner.journal(),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, time),
                ranked -> "");
        return Survey.inVirtualTime(world(), memory, book, listener);
    }

    private Workload workload() {
        Workload usual = new WorkloadCatalog(Path.of("none")).find("tinyllama");
        return model.isEmpty() ? usual : usual.withModel(model);
    }

    RunRequest request() {
        return new RunRequest(
                        Survey.COMMAND,
                        new Demand(workload(), StrictnessPolicy.AGGRESSIVE, OfferFilter.defaults()),
                        ceilings,
                        "vastctl",
                        false,
                        Origin.SIMULATED)
                .leased(Duration.ofMinutes(20));
    }

    /** Begins one as the command does. */
    RunResult begin(String surveyId, int count, int parallel) throws InterruptedException {
        Ranked ranked = survey().look(request(), count);
        List<Survey.Candidate> chosen = Survey.sample(ranked, Sample.SPREAD, count, 1);
        book.begin(
                new SurveyStart(surveyId, Origin.SIMULATED, "tinyllama", "aggressive", "spread", "{}", time.instant()),
                chosen.stream().map(SurveyRig::machine).toList(),
                time);
        return survey().run(new Survey.Order(surveyId, request(), ranked, chosen, parallel, 0, 0));
    }

    /** Goes on with one as the command does. */
    RunResult resume(String surveyId, int parallel) throws InterruptedException {
        Ranked ranked = survey().look(request(), 1);
        Map<Long, RankedOffer> offered = Survey.byMachine(ranked);
        SurveyDetail known = detail(surveyId);
        List<Survey.Candidate> left = known.machines().stream()
                .filter(machine -> machine.finding() == SurveyMachine.Finding.LEFT)
                .flatMap(machine -> Optional.ofNullable(offered.get(machine.machineId())).stream()
                        .map(offer -> new Survey.Candidate(machine.position(), offer)))
                .toList();
        return survey().run(new Survey.Order(
                surveyId,
                request(),
                ranked,
                left,
                parallel,
                known.costDollars(),
                known.count(SurveyMachine.Finding.WORKS)));
    }

    SurveyDetail detail(String surveyId) {
        return book.find(surveyId).orElseThrow();
    }

    static SurveyMachine machine(Survey.Candidate candidate) {
        return SurveyMachine.planned(
                candidate.position(),
                candidate.offer().offer().offerId(),
                candidate.offer().offer().machineId(),
                candidate.offer().offer().hostId(),
                candidate.offer().offer().gpuName(),
                candidate.offer().offer().numGpus(),
                candidate.offer().offer().location().orElse(""),
                candidate.offer().cost().dollarsPerHour());
    }

    private Surroundings world() {
        return new Surroundings(
                api,
                market.ssh(KEY),
                new WorkloadEndpointCheck(time, market),
                AdapterCatalog.load(SurveyRig.class.getClassLoader(), List.of()),
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                KEY,
                time,
                time,
                () -> "vctl-secret-of-the-test",
                () -> "s" + ++runs,
                name -> Optional.empty(),
                "simulated:test",
                NearMarket.ADDRESS,
                () -> ExitCode.INTERRUPTED);
    }

    @Override
    public void close() {
        owner.close();
        database.close();
    }
}
