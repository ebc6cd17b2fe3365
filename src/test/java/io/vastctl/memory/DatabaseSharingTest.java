package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSharingTest {

    private static final int EACH = 25;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    @Test
    void openingANewFileAtOnceMakesItOnce() throws Exception {
        Path file = folder.resolve("new").resolve("vastctl.db");
        CountDownLatch start = new CountDownLatch(1);

        inParallel(6, worker -> () -> {
            start.countDown();
            start.await();
            try (Database database = Database.open(file, time)) {
                new StoredSettings(database).set("key-" + worker, "value");
            }
            return worker;
        });

        try (Database database = Database.open(file, time)) {
            assertThat(new StoredSettings(database).list()).hasSize(6);
        }
    }

    @Test
    void severalConnectionsWithSeveralThreadsLoseNothing() throws Exception {
        Path file = folder.resolve("vastctl.db");
        try (Database one = Database.open(file, time);
                Database two = Database.open(file, time)) {
            inParallel(4, worker -> () -> {
                Journal journal = new Journal(worker % 2 == 0 ? one : two);
                for (int i = 0; i < EACH; i++) {
                    journal.intend(Rentals.intent(worker + "-" + i));
                    journal.created(worker + "-" + i, i);
                }
                return worker;
            });

            assertThat(new Journal(one).open())
                    .hasSize(4 * EACH)
                    .extracting(Entry::state)
                    .containsOnly(State.CREATED);
        }
    }

    @Test
    void barringOneMachineFromManySidesMakesOneEntry() throws Exception {
        Path file = folder.resolve("vastctl.db");
        try (Database one = Database.open(file, time);
                Database two = Database.open(file, time)) {
            inParallel(
                    6,
                    worker -> () -> new BadHosts(worker % 2 == 0 ? one : two)
                            .bar(
                                    7,
                                    8,
                                    Rentals.failure(FailureClass.INFRA_FATAL, Phase.SSH),
                                    "run-" + worker,
                                    1,
                                    Origin.REAL));

            assertThat(new BadHosts(one).list(true, time.instant()))
                    .singleElement()
                    .extracting(BadHost::strike)
                    .isEqualTo(1);
        }
    }

    @Test
    void anotherProcessWritesAtTheSameTimeAndDiesWithoutLosingAnything() throws Exception {
        Path file = folder.resolve("vastctl.db");
        try (Database database = Database.open(file, time)) {
            Journal journal = new Journal(database);
            Process other = start(file, "other-");
            for (int i = 0; i < EACH; i++) journal.intend(Rentals.intent("own-" + i));
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();

            assertThat(journal.open()).hasSize(2 * EACH);
            assertThat(journal.find("other-" + (EACH - 1)).orElseThrow().state())
                    .isEqualTo(State.CREATED);
        }
    }

    private static Process start(Path file, String prefix) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        JournalWriter.class.getName(),
                        file.toString(),
                        prefix,
                        String.valueOf(EACH))
                .inheritIO()
                .start();
    }

    private interface Worker {
        Callable<?> number(int worker);
    }

    private static void inParallel(int count, Worker worker) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) results.add(threads.submit(worker.number(i)));
            for (Future<?> result : results) result.get(60, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }
}
