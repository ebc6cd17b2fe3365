package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Bounds;
import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.Intent;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Prices;
import io.vastctl.memory.Purpose;
import io.vastctl.memory.StateAddress;
import io.vastctl.outcome.Failure;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many runners, each with a connection of its own, want the last places and the last dollars at once. */
class ReservationRaceTest {

    private static final int RUNNERS = 8;
    private static final int ROUNDS = 12;
    private static final double MOST_DOLLARS = 20;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private String address(String engine) {
        return engine.equals("PostgreSQL")
                ? EmbeddedServer.withTables()
                : folder.resolve("vastctl.db").toString();
    }

    @ParameterizedTest(name = "{0}, {1} places, ${2} a day")
    @CsvSource({"SQLite, 3, 20", "PostgreSQL, 3, 20", "SQLite, 99, 2.0", "PostgreSQL, 99, 2.0"})
    void noTwoTakeTheSameLastPlaceOrDollar(String engine, int places, double dollars) throws Exception {
        String address = address(engine);
        Ceilings ceilings = new Ceilings(
                5,
                Duration.ofHours(2),
                3,
                places,
                new AccountCeilings(OptionalDouble.of(dollars), OptionalDouble.empty(), OptionalDouble.empty()));
        CyclicBarrier start = new CyclicBarrier(RUNNERS);
        List<Callable<Boolean>> runners = new ArrayList<>();
        for (int runner = 0; runner < RUNNERS; runner++) {
            int number = runner;
            runners.add(() -> {
                try (Database database = Database.open(StateAddress.of(address), Map.of(), time, () -> false)) {
                    start.await();
                    run(new Journal(database), ceilings, number);
                }
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        try {
            for (Future<Boolean> runner : threads.invokeAll(runners)) runner.get();
        } finally {
            threads.shutdownNow();
        }

        assertThat(accepted.get()).isPositive();
        assertThat(refused.get()).as("somebody met the ceiling").isPositive();
        try (Database database = Database.open(StateAddress.of(address), Map.of(), time, () -> false)) {
            assertThat(taken(new Journal(database).intendedSince(Entries.NOW.minusSeconds(1))))
                    .isLessThan(dollars);
        }
    }

    /** Rents, sees that no ceiling is broken, and gives back at another price. */
    private void run(Journal journal, Ceilings ceilings, int runner) {
        SplittableRandom random = new SplittableRandom(runner);
        for (int round = 0; round < ROUNDS; round++) {
            Intent intent = intent(runner, round, 0.1 + random.nextDouble() * 0.5);
            if (reserve(journal, ceilings, intent).isPresent()) {
                refused.incrementAndGet();
                continue;
            }
            accepted.incrementAndGet();
            List<Entry> now = journal.intendedSince(Entries.NOW.minusSeconds(1));
            assertThat(now.stream().filter(Entry::isOpen).count()).isLessThanOrEqualTo(ceilings.maxRentals());
            assertThat(taken(now)).isLessThan(ceilings.account().dayDollars().orElse(MOST_DOLLARS));
            journal.created(intent.label(), 100L * runner + round);
            journal.spent(intent.label(), random.nextDouble() * 0.03);
            if (random.nextInt(4) > 0) journal.gone(intent.label(), "by a test");
        }
    }

    /** What is spent, and what open rentals may still cost. */
    private static double taken(List<Entry> entries) {
        return entries.stream()
                .mapToDouble(entry -> entry.isOpen() ? entry.intent().bounds().worstDollars() : entry.dollarsSpent())
                .sum();
    }

    private Optional<Failure> reserve(Journal journal, Ceilings ceilings, Intent intent) {
        AccountLook look = new AccountLook(MarketName.REAL, OptionalLong.of(1), time, time.instant(), 1000, List.of());
        Reservation room = new Reservation(look, ceilings, "vastctl", 1, intent, Duration.ofHours(1), time.instant());
        return journal.intend(intent, room.asked(), room::objection);
    }

    private static Intent intent(int runner, int round, double worst) {
        return new Intent(
                "vastctl-" + runner + "-" + round,
                "run-" + runner,
                round,
                1000L * runner + round,
                2,
                3,
                new Prices(0.30, 0.01, 0, 0),
                Origin.REAL,
                MarketName.REAL,
                OptionalLong.of(1),
                Purpose.TEST,
                new Bounds(0, Optional.empty(), Duration.ZERO, worst));
    }
}
