package io.vastctl.memory;

import static io.vastctl.memory.Rentals.START;
import static io.vastctl.memory.Rentals.failed;
import static io.vastctl.memory.Rentals.failure;
import static io.vastctl.memory.Rentals.ready;
import static io.vastctl.memory.Rentals.run;
import static io.vastctl.memory.Rentals.took;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class RunHistoryTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private Database database;
    private RunHistory history;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), new FakeTime());
        history = new RunHistory(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everythingOfARunComesBack() {
        AttemptRow first = failed("run-1", 1, 22, 33, failure(FailureClass.INFRA_FATAL, Phase.CONTAINER_START));
        AttemptRow second = ready("run-1", 2, 44, 55, took(Phase.IMAGE_PULL, 41), took(Phase.SSH, 12));
        history.begin(run("run-1", Origin.SIMULATED, START));
        history.attempt(first);
        history.attempt(second);
        history.finish(
                new RunEnd("run-1", "ready", 0, START.plus(Duration.ofMinutes(9)), 0.041, OptionalDouble.of(312.4)));

        RunDetail detail = history.show("run-1").orElseThrow();

        assertThat(detail.attempts()).containsExactly(first, second);
        assertThat(detail.snapshotJson()).isEqualTo("{\"eligible\":[]}");
        assertThat(detail.summary().origin()).isEqualTo(Origin.SIMULATED);
        assertThat(detail.summary().outcome()).isEqualTo("ready");
        assertThat(detail.summary().exitCode()).isEqualTo(OptionalInt.of(0));
        assertThat(detail.summary().attempts()).isEqualTo(2);
        assertThat(detail.summary().secondsToReady()).isEqualTo(OptionalDouble.of(312.4));
        assertThat(detail.summary().finishedAt()).contains(START.plus(Duration.ofMinutes(9)));
    }

    @Test
    void aRunThatNeverFinishedIsUnfinishedAndCostsWhatItsAttemptsCost() {
        history.begin(run("run-1", Origin.REAL, START));
        history.attempt(ready("run-1", 1, 22, 33));
        history.attempt(ready("run-1", 2, 22, 33));

        RunSummary summary = history.list(RunFilter.newest(10)).get(0);

        assertThat(summary.outcome()).isEqualTo("unfinished");
        assertThat(summary.exitCode()).isEmpty();
        assertThat(summary.costDollars()).isCloseTo(0.04, within(1e-9));
    }

    @Test
    void listsTheNewestFirstAndFilters() {
        for (int i = 0; i < 5; i++) {
            history.begin(run("run-" + i, Origin.REAL, START.plus(Duration.ofHours(i))));
        }
        history.finish(new RunEnd("run-1", "ready", 0, START, 0, OptionalDouble.empty()));

        assertThat(history.list(RunFilter.newest(2)))
                .extracting(RunSummary::runId)
                .containsExactly("run-4", "run-3");
        assertThat(history.list(
                        new RunFilter(Optional.of(START.plus(Duration.ofHours(1))), Optional.of("unfinished"), 10)))
                .extracting(RunSummary::runId)
                .containsExactly("run-4", "run-3", "run-2");
        assertThat(history.list(new RunFilter(Optional.empty(), Optional.of("ready"), 10)))
                .extracting(RunSummary::runId)
                .containsExactly("run-1");
    }

    @Test
    void aUniquePrefixIsEnough() {
        history.begin(run("abc1", Origin.REAL, START));
        history.begin(run("abc", Origin.REAL, START));
        history.begin(run("xyz%", Origin.REAL, START));

        assertThat(history.show("x").orElseThrow().summary().runId()).isEqualTo("xyz%");
        assertThat(history.show("abc").orElseThrow().summary().runId()).isEqualTo("abc");
        assertThat(history.show("%")).isEmpty();
        assertThat(history.show("")).isEmpty();
        assertThatThrownBy(() -> history.show("ab"))
                .isInstanceOf(AmbiguousRunException.class)
                .hasMessage("run id ab is ambiguous: abc, abc1");
    }

    @Test
    void anAttemptIsWrittenWholeOrNotAtAll() {
        AttemptRow orphan = ready("never-begun", 1, 22, 33, took(Phase.SSH, 1));

        assertThatThrownBy(() -> history.attempt(orphan))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.badFile()).isFalse())
                .hasMessageContaining("cannot record attempt 1 of run never-begun");
        assertThat(new HostMemory(database).list(Origin.REAL)).isEmpty();
    }

    @Test
    void aRunWhoseCommandEndedWithSixIsNoSuccess() {
        history.begin(run("well", Origin.REAL, START));
        history.finish(new RunEnd("well", "ready", 0, START, 0.5, OptionalDouble.of(60)));
        history.begin(run("left", Origin.REAL, START));
        history.finish(new RunEnd("left", "ready", 0, START.plusSeconds(60), 0.5, OptionalDouble.of(60)));
        history.endedWith("left", 6);
        RunCounts counts = new RunCounts(database);
        String command = history.show("left").orElseThrow().summary().command();

        assertThat(counts.lastSuccess(Origin.REAL, command)).contains(START);
        assertThat(counts.runs(Origin.REAL))
                .extracting(runs -> runs.outcome() + " " + runs.count())
                .containsExactly("leftover 1", "ready 1");
    }

    @Test
    void onlyARunThatBeganCanEnd() {
        assertThatThrownBy(
                        () -> history.finish(new RunEnd("never-begun", "ready", 0, START, 0, OptionalDouble.empty())))
                .isInstanceOf(IllegalStateException.class);
    }
}
