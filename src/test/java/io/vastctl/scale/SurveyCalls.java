package io.vastctl.scale;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.endpoint.WorkloadEndpointCheck;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
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
import io.vastctl.provision.MarketName;
import io.vastctl.provision.Relay;
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
import io.vastctl.ranking.Sample;
import io.vastctl.ranking.StrictnessPolicy;
import io.vastctl.readiness.AdapterCatalog;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.simulator.NearMarket;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.vast.ApiKey;
import io.vastctl.vast.VastRestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One real survey of so many machines at once of a calm simulated market, in virtual time, and what the marketplace gets of it. */
public final class SurveyCalls implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-01-05T12:00:00Z");
    private static final String ID = "many";
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAISurveyOfManyMachinesInASimulatedMarketX vastctl";

    private final int machines;
    private final NearMarket market;
    private final MarketTime time;
    private final CallTally tally;
    /** Who waits for its turn to call lets the others go on, as in life. */
    private final Relay relay;

    private final VastRestClient client;
    private final Database database;
    private final Set<Integer> living = new HashSet<>();
    private int most;
    private int runs;

    /**
     * What was seen.
     *
     * @param chosen machines, fewer than asked for where the market had no more that pass
     * @param works of them
     * @param left of them unjudged
     * @param most alive at once
     * @param minutes of the market's clock that it took
     * @param alive contracts in the market in the end
     * @param message what the survey said of its end
     * @param reasons why machines do not work or were left unjudged, and how many each
     */
    public record Played(
            int chosen,
            long works,
            long left,
            int most,
            long minutes,
            int alive,
            ExitCode end,
            String message,
            Map<String, Long> reasons) {}

    public SurveyCalls(int machines, long seed) {
        this.machines = machines;
        market = new NearMarket(CalmMarket.of(300 + 6 * machines), seed, START);
        time = market.time();
        tally = new CallTally(market, time);
        relay = new Relay(time, time);
        client = VastRestClient.over(
                tally, NearMarket.ADDRESS, ApiKey.of("simulated"), time, relay.anyone(), new SplittableRandom(seed));
        database = Database.inMemory(time);
    }

    /** What came, by minutes from the beginning. */
    public CallTally tally() {
        return tally;
    }

    /**
     * Surveys.
     *
     * @param parallel at most so many under way at once
     */
    public Played play(int parallel) throws InterruptedException {
        SurveyBook book = new SurveyBook(database);
        Survey survey = Survey.over(relay, surroundings(), memory(), book, this::hear);
        RunRequest request = request();
        Ranked ranked = survey.look(request, machines);
        List<Survey.Candidate> chosen = Survey.sample(ranked, Sample.SPREAD, machines, 1);
        book.begin(
                new SurveyStart(ID, Origin.SIMULATED, "tinyllama", "aggressive", "spread", "{}", time.instant()),
                chosen.stream().map(SurveyCalls::planned).toList(),
                time);
        RunResult result = survey.run(new Survey.Order(ID, request, ranked, chosen, parallel, 0, 0));
        SurveyDetail found = book.find(ID).orElseThrow();
        return new Played(
                chosen.size(),
                found.count(SurveyMachine.Finding.WORKS),
                found.count(SurveyMachine.Finding.LEFT),
                most,
                tally.minute(time.instant()),
                market.truth().alive().size(),
                result.exitCode(),
                result.message(),
                reasons(result));
    }

    /** Why machines do not work or were left unjudged, with how many. */
    private static Map<String, Long> reasons(RunResult result) {
        return result.attempts().stream()
                .flatMap(attempt -> attempt.failure().stream())
                .collect(Collectors.groupingBy(
                        failure -> failure.failureClass() + " " + failure.signature() + " in " + failure.phase(),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private void hear(RunEvent event) {
        if (event instanceof RunEvent.Rented rented) living.add(rented.number());
        if (event instanceof RunEvent.CleanedUp gone) living.remove(gone.number());
        most = Math.max(most, living.size());
    }

    private static SurveyMachine planned(Survey.Candidate candidate) {
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

    private RunRequest request() {
        return new RunRequest(
                        Survey.COMMAND,
                        new Demand(
                                new WorkloadCatalog(Path.of("none")).find("tinyllama"),
                                StrictnessPolicy.AGGRESSIVE,
                                OfferFilter.defaults()),
                        new Ceilings(10_000, Duration.ofHours(24), 10_000, 10_000),
                        "vastctl",
                        false,
                        Origin.SIMULATED)
                .leased(Duration.ofMinutes(20));
    }

    private RunMemory memory() {
        BadHosts badHosts = new BadHosts(database);
        return new RunMemory(
                new Journal(database),
                new RunHistory(database),
                badHosts,
                new StoredExperience(new HostMemory(database), badHosts, time),
                ranked -> "");
    }

    private Surroundings surroundings() {
        return new Surroundings(
                client,
                market.ssh(PUBLIC_KEY),
                new WorkloadEndpointCheck(time, tally),
                AdapterCatalog.load(SurveyCalls.class.getClassLoader(), List.of()),
                SignatureTable.forStatusMessages(),
                ReadinessLimits.DEFAULTS,
                PUBLIC_KEY,
                time,
                relay.anyone(),
                () -> "vctl-survey",
                () -> "s" + ++runs,
                name -> Optional.empty(),
                MarketName.inProcess("survey"),
                NearMarket.ADDRESS,
                () -> ExitCode.INTERRUPTED);
    }

    @Override
    public void close() {
        database.close();
    }
}
