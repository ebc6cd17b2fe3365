package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.BlameDays;
import io.vastctl.memory.hosts.HostDetail;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.MachineSummary;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The kept sums say the same as all attempts and runs read at once, whatever came when. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class SumsTest {

    private static final int DAYS = 60;
    private static final String[] SIGNATURES = {"ssh-refused", "cuda-arch", "docker-cdi", "timeout"};
    private static final String[] OUTCOMES = {"ready", "ready", "failed", "failed", "offer_gone", "limit"};
    private static final RecursiveComparisonConfiguration TO_THE_CENT = RecursiveComparisonConfiguration.builder()
            .withComparatorForType(
                    (Double a, Double b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b), Double.class)
            .withEqualsForType(SumsTest::alike, OptionalDouble.class)
            .build();

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private RunHistory history;
    private int runs;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        history = new RunHistory(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sumsAreWhatAllAttemptsSayAfterEachBatch() {
        Random random = new Random(7);
        for (int batch = 0; batch < 6; batch++) {
            // Each batch is of any time: it also brings what is older than all before.
            for (int i = 0; i < 25; i++) record(random);
            bringUpToDate(database, 13);
            requireSame();
        }
    }

    @Test
    void aRunThatEndsOrEndsOtherwiseLongAfterItWasCountedIsCountedAnew() {
        Random random = new Random(8);
        for (int i = 0; i < 30; i++) record(random);
        requireSame();
        String old = begun(time.instant().minus(Duration.ofDays(50)), Origin.REAL, "test");
        requireSame();
        history.finish(new RunEnd(old, "ready", 0, time.instant(), 0.5, OptionalDouble.empty()));
        requireSame();
        history.endedWith(old, 6);
        requireSame();
        assertThat(new RunCounts(database).runs(Origin.REAL))
                .filteredOn(some -> some.outcome().equals("leftover"))
                .extracting(RunCounts.Runs::count)
                .containsExactly(1L);
    }

    @Test
    void aFailureThatTurnsOutToBeTheImagesIsWithdrawnFromTheSumsAndComesBackWithTheRows() {
        Instant at = time.instant().minus(Duration.ofDays(30));
        String run = begun(at, Origin.REAL, "test");
        history.attempt(attempt(run, 1, 1, 101, "failed", "ssh-refused", FailureClass.INFRA_FATAL, at));
        requireSame();
        assertThat(failures(1)).isEqualTo(1);
        for (int host = 2; host < 5; host++)
            history.attempt(attempt(
                    run,
                    host,
                    host,
                    100 + host,
                    "failed",
                    "ssh-refused",
                    FailureClass.INFRA_FATAL,
                    at.plusSeconds(host)));
        requireSame();
        assertThat(failures(1)).as("it was the image").isZero();
        BadHosts hosts = new BadHosts(database);
        for (int machine = 1; machine < 5; machine++)
            hosts.charge(evidence(run, machine, at.plusSeconds(machine)), Origin.REAL);
        requireSame();
        hosts.clear(Optional.empty());
        requireSame();
    }

    @Test
    void twoReadersAtOnceCountNothingTwice() throws Exception {
        Random random = new Random(9);
        for (int i = 0; i < 60; i++) record(random);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Database other = engine.open(folder.resolve("vastctl.db"), time)) {
            List<Callable<Boolean>> both = List.of(() -> bringUpToDate(database, 3), () -> bringUpToDate(other, 4));
            for (Future<Boolean> done : pool.invokeAll(both))
                assertThat(done.get()).isTrue();
        } finally {
            pool.shutdownNow();
        }
        requireSame();
    }

    @Test
    void whatWasInterruptedGoesOnWhereItStopped() {
        Random random = new Random(10);
        for (int i = 0; i < 20; i++) record(random);
        AttemptSums.Page first = AttemptSums.next(database, 7).orElseThrow();
        database.write("add half of it", session -> AttemptSums.add(session, first));
        requireSame();
        for (int i = 0; i < 5; i++) record(random);
        requireSame();
    }

    private int failures(long machineId) {
        return new HostMemory(database)
                .show(machineId, Origin.REAL)
                .orElseThrow()
                .summary()
                .tally()
                .infraFailures();
    }

    private static boolean bringUpToDate(Database some, int page) {
        AttemptSums.bringUpToDate(some, page);
        BlameDays.bringUpToDate(some);
        RunSums.bringUpToDate(some, page);
        return true;
    }

    private void requireSame() {
        bringUpToDate(database, 1_000);
        HostMemory memory = new HostMemory(database);
        RunCounts counts = new RunCounts(database);
        for (Origin origin : Origin.values()) {
            List<MachineSummary> anew = memory.listAnew(origin);
            same(memory.list(origin), anew);
            same(counts.runs(origin), counts.runsAnew(origin));
            for (String command : List.of("test", "rent"))
                same(counts.attempts(origin, command), counts.attemptsAnew(origin, command));
            for (MachineSummary machine : anew)
                same(memory.show(machine.machineId(), origin).orElseThrow().summary(), machine);
        }
        for (long host = 0; host < 4; host++)
            same(
                    memory.showHost(host).map(SumsTest::withoutAttempts),
                    memory.showHostAnew(host).map(SumsTest::withoutAttempts));
    }

    private static HostDetail withoutAttempts(HostDetail detail) {
        return new HostDetail(detail.total(), detail.machines(), List.of());
    }

    private static void same(Object kept, Object anew) {
        assertThat(kept).usingRecursiveComparison(TO_THE_CENT).isEqualTo(anew);
    }

    private static boolean alike(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() == b.isPresent() && Math.abs(a.orElse(0) - b.orElse(0)) < 1e-6;
    }

    /** A run of up to three attempts, at any time of the last months, in any of few days. */
    private void record(Random random) {
        Origin origin = random.nextInt(5) == 0 ? Origin.SIMULATED : Origin.REAL;
        Instant at = time.instant().minus(Duration.ofDays(random.nextInt(DAYS))).minusSeconds(random.nextInt(4_000));
        String run = begun(at, origin, random.nextBoolean() ? "test" : "rent");
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3).subList(0, 1 + random.nextInt(3)));
        numbers.sort(Comparator.reverseOrder());
        for (int number : numbers) {
            String outcome = OUTCOMES[random.nextInt(OUTCOMES.length)];
            FailureClass kind = List.of(FailureClass.values()).get(random.nextInt(FailureClass.values().length));
            history.attempt(attempt(
                    run,
                    number,
                    random.nextInt(6),
                    random.nextInt(4),
                    outcome,
                    SIGNATURES[random.nextInt(SIGNATURES.length)],
                    random.nextInt(3) == 0 ? kind : FailureClass.INFRA_FATAL,
                    at.plusSeconds(random.nextInt(3))));
        }
        if (random.nextInt(6) > 0)
            history.finish(new RunEnd(
                    run,
                    random.nextBoolean() ? "ready" : "failed",
                    random.nextInt(6),
                    at.plusSeconds(60),
                    0.07,
                    OptionalDouble.empty()));
    }

    private String begun(Instant at, Origin origin, String command) {
        String run = "run-" + ++runs;
        history.begin(new RunStart(run, command, "balanced", "tiny", "maker/image:1", "model", origin, at, "{}"));
        return run;
    }

    private static AttemptRow attempt(
            String run,
            int number,
            long machine,
            long host,
            String outcome,
            String signature,
            FailureClass kind,
            Instant at) {
        boolean ready = outcome.equals("ready");
        return new AttemptRow(
                run,
                number,
                1_000 + number,
                machine,
                host,
                at.getEpochSecond() % 2 == 0 ? "RTX 4090" : "H100",
                OptionalLong.empty(),
                0.3,
                at.minusSeconds(60),
                at,
                outcome,
                ready ? Optional.empty() : Optional.of(new Failure(kind, signature, Phase.SSH, "text")),
                List.of(),
                outcome.equals("offer_gone") && number == 1 ? 0.0 : 0.013 * number,
                "destroyed",
                ready ? OptionalDouble.of(0.1 * number) : OptionalDouble.empty(),
                ready ? OptionalDouble.of(31.7) : OptionalDouble.empty(),
                number == 2 ? OptionalDouble.empty() : OptionalDouble.of(100.3));
    }

    private static Evidence evidence(String run, int machine, Instant at) {
        Failure failure = new Failure(FailureClass.INFRA_FATAL, "endpoint-offline", Phase.FIRST_TOKEN, "");
        return new Evidence(
                new AttemptKey(run, machine),
                machine,
                100 + machine,
                "tiny",
                "maker/image:1",
                Optional.of(failure),
                at);
    }
}
