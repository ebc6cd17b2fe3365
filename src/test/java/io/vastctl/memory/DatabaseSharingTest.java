package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class DatabaseSharingTest {

    @Parameter
    TestEngine engine;

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
            try (Database database = engine.open(file, time)) {
                new StoredSettings(database).set("key-" + worker, "value");
            }
            return worker;
        });

        try (Database database = engine.open(file, time)) {
            assertThat(new StoredSettings(database).list()).hasSize(6);
        }
    }

    @Test
    void severalConnectionsWithSeveralThreadsLoseNothing() throws Exception {
        Path file = folder.resolve("vastctl.db");
        try (Database one = engine.open(file, time);
                Database two = engine.open(file, time)) {
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
        try (Database one = engine.open(file, time);
                Database two = engine.open(file, time)) {
            inParallel(
                    6,
                    worker -> () -> new BadHosts(worker % 2 == 0 ? one : two)
                            .charge(
                                    new Evidence(
                                            new AttemptKey("run-" + worker, 1),
                                            7,
                                            8,
                                            "tinyllama",
                                            "image",
                                            Optional.of(Rentals.failure(FailureClass.INFRA_FATAL, Phase.SSH)),
                                            time.instant()),
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
        try (Database database = engine.open(file, time)) {
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

    @Test
    void twentyProcessesAtOnceLoseNothingAndShareOutWhatDeadOnesLeft() throws Exception {
        Path file = folder.resolve("vastctl.db");
        List<String> orphans = leaveOrphans(file);
        List<Process> processes = new ArrayList<>();
        List<Path> outputs = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            outputs.add(folder.resolve("out-" + i));
            ProcessBuilder worker = java(SharingWorker.class, engine.address(file), "w" + i, String.valueOf(RENTALS));
            processes.add(worker.redirectErrorStream(true)
                    .redirectOutput(outputs.get(i).toFile())
                    .start());
        }
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            assertThat(processes.get(i).waitFor(300, TimeUnit.SECONDS)).isTrue();
            List<String> lines = Files.readAllLines(outputs.get(i));
            assertThat(processes.get(i).exitValue()).as("%s", lines).isZero();
            assertThat(lines).noneMatch(line -> line.contains("locked"));
            lines.stream().filter(line -> line.startsWith("took ")).forEach(line -> taken.add(line.substring(5)));
        }

        // Each orphan went to one process, and every one to somebody.
        assertThat(taken).containsExactlyInAnyOrderElementsOf(orphans);
        try (Database database = engine.open(file, time)) {
            database.check();
            Journal journal = new Journal(database);
            for (int i = 0; i < PROCESSES; i++)
                for (int n = 0; n < RENTALS; n++) {
                    Entry entry = journal.find("w" + i + "-" + n).orElseThrow();
                    assertThat(entry.state()).isEqualTo(n % 2 == 0 ? State.GONE : State.CREATED);
                    assertThat(entry.dollarsSpent()).isEqualTo(0.01 * n);
                    assertThat(entry.ownerId()).isEqualTo("w" + i);
                }
            assertThat(journal.open()).hasSize(orphans.size() + PROCESSES * RENTALS / 2);
        }
    }

    private static final int PROCESSES = 20;
    private static final int RENTALS = 10;

    private List<String> leaveOrphans(Path file) {
        List<String> labels = new ArrayList<>();
        try (Database database = engine.open(file, time)) {
            Owners owners = new Owners(database, time);
            for (int owner = 0; owner < 30; owner++) {
                owners.register("dead-" + owner, new Liveness("elsewhere", pid -> Optional.empty()), 1, "test");
                for (int n = 0; n < 3; n++) {
                    labels.add("dead-" + owner + "-" + n);
                    new Journal(database, "dead-" + owner).intend(Rentals.intent("dead-" + owner + "-" + n));
                }
            }
        }
        return labels;
    }

    private Process start(Path file, String prefix) throws IOException {
        return java(JournalWriter.class, engine.address(file), prefix, String.valueOf(EACH))
                .inheritIO()
                .start();
    }

    private static ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
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
