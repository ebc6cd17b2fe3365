package io.vastctl.memory.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.AttemptSums;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Rentals;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.TestEngine;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Days are judged to the end, also where others bring news all the time. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class BlameDaysTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime(Rentals.START.plus(Duration.ofDays(40)));
    private Database database;
    private Database other;
    private int runs;
    private int found;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        other = engine.open(folder.resolve("vastctl.db"), time);
    }

    @AfterEach
    void close() {
        database.close();
        other.close();
    }

    /** A machine fails, and the day of it is marked. */
    private void fail(Database by) {
        fail(by, Rentals.failure(FailureClass.INFRA_FATAL, Phase.CONTAINER_START));
    }

    private void fail(Database by, Failure failure) {
        String run = "run-" + ++runs;
        Instant at = Rentals.START;
        RunHistory history = new RunHistory(by);
        history.begin(Rentals.run(run, Origin.REAL, at));
        history.attempt(Rentals.failed(run, 1, runs, 100 + runs, failure));
        AttemptSums.bringUpToDate(by, 1_000);
    }

    private List<Integer> failures(List<MachineSummary> machines) {
        return machines.stream().map(one -> one.tally().infraFailures()).toList();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTeamThatBringsNewsEachTimeIsMadeToWaitInTheEnd() {
        fail(database);

        BlameDays.bringUpToDate(database, () -> {
            found++;
            fail(other);
        });

        assertThat(found).isEqualTo(3);
        assertThat(marked()).isZero();
        HostMemory memory = new HostMemory(database);
        assertThat(failures(memory.list(Origin.REAL))).hasSize(4).isEqualTo(failures(memory.listAnew(Origin.REAL)));
    }

    @Test
    void whatOthersJudgedMeanwhileIsNotJudgedAgain() {
        fail(database);

        BlameDays.bringUpToDate(database, () -> {
            found++;
            BlameDays.bringUpToDate(other);
        });

        assertThat(found).isEqualTo(1);
        assertThat(marked()).isZero();
    }

    @Test
    void whatAnOlderVastctlWritesWithoutMarkingItsDayIsSeen() {
        // Four machines served well, and failed alike later: that was the image.
        for (int machine = 1; machine < 5; machine++) serve();
        fail(database, new Failure(FailureClass.INFRA_FATAL, "serving-offline", Phase.FIRST_TOKEN, ""));
        HostMemory memory = new HostMemory(database);
        assertThat(failures(memory.list(Origin.REAL))).containsOnlyOnce(1);

        for (int machine = 1; machine < 5; machine++) {
            int served = machine;
            other.write(
                    "as an older one does",
                    session -> session.update(
                            "INSERT INTO bad_hosts (scope, scoped_id, cause, run_id, attempt, source, origin, host_id,"
                                    + " strike, created_at_ms, failure_class) VALUES ('MACHINE', ?, 'serving-offline', ?, 1,"
                                    + " 'AUTOMATIC', 'REAL', ?, 1, ?, 'INFRA_FATAL')",
                            served,
                            "run-" + served,
                            100 + served,
                            Rentals.START.plusSeconds(3_600)));
        }

        assertThat(failures(memory.listAnew(Origin.REAL))).containsOnly(0);
        assertThat(failures(memory.list(Origin.REAL))).containsOnly(0);
    }

    private void serve() {
        String run = "run-" + ++runs;
        RunHistory history = new RunHistory(database);
        history.begin(Rentals.run(run, Origin.REAL, Rentals.START));
        history.attempt(Rentals.ready(run, 1, runs, 100 + runs));
    }

    private long marked() {
        return database.read("count", session -> session.number("SELECT COUNT(*) FROM blame_days"));
    }
}
