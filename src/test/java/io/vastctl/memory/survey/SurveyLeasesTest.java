package io.vastctl.memory.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Database;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Owners;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.TestEngine;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One process for one survey, on both engines. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class SurveyLeasesTest {

    private static final String SURVEY = "20260101-1";

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Map<Long, String> processes = new HashMap<>();
    private final Liveness here = new Liveness("here/boot", pid -> Optional.ofNullable(processes.get(pid)));
    private final Liveness elsewhere = new Liveness("elsewhere/boot", pid -> Optional.of("tick 1"));
    private Database database;
    private Owners owners;
    private SurveyLeases leases;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        owners = new Owners(database, time);
        leases = new SurveyLeases(database, time, here);
        processes.put(1L, "tick 1");
        owners.register("one", here, 1, "survey");
        owners.register("two", elsewhere, 2, "survey");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theSecondIsToldWhoHasIt() {
        assertThat(leases.take(SURVEY, "one", "process 1")).isEmpty();
        assertThat(leases.take(SURVEY, "one", "process 1")).isEmpty();

        assertThat(leases.take(SURVEY, "two", "process 2")).contains("process 1");
        assertThat(leases.take("another", "two", "process 2")).isEmpty();
    }

    @Test
    void aProcessOfThisHostThatIsGoneHasItNoMore() {
        leases.take(SURVEY, "one", "process 1");
        processes.clear();

        assertThat(leases.take(SURVEY, "two", "process 2")).isEmpty();
    }

    @Test
    void oneElsewhereHasItUntilItIsSilentForTooLong() {
        leases.take(SURVEY, "two", "process 2");
        time.pass(Liveness.VALID.minusSeconds(5));
        assertThat(leases.take(SURVEY, "one", "process 1")).contains("process 2");
        owners.beat("two");
        time.pass(Liveness.VALID.minusSeconds(5));
        assertThat(leases.take(SURVEY, "one", "process 1")).contains("process 2");

        time.pass(Duration.ofSeconds(6));

        assertThat(leases.take(SURVEY, "one", "process 1")).isEmpty();
    }

    @Test
    void whoEndedHasNothing() {
        leases.take(SURVEY, "two", "process 2");
        owners.end("two");

        assertThat(leases.take(SURVEY, "one", "process 1")).isEmpty();
    }

    @Test
    void whoLostItNotesNoAttemptAnyMore() {
        SurveyBook book = new SurveyBook(database).heldBy("two");
        book.begin(
                new SurveyStart(SURVEY, Origin.REAL, "tinyllama", "strict", "spread", "{}", time.instant()),
                List.of(SurveyMachine.planned(1, 100, 200, 300, "RTX 4090", 1, "Sweden, SE", 0.4)),
                time);
        leases.take(SURVEY, "two", "process 2");
        book.tries(SURVEY, 1, SURVEY, 1);
        time.pass(Liveness.VALID.plusSeconds(1));
        leases.take(SURVEY, "one", "process 1");

        assertThatThrownBy(() -> book.tries(SURVEY, 1, SURVEY, 2))
                .isInstanceOf(TakenOverException.class)
                .hasMessageContaining("another process goes on with the survey " + SURVEY);
    }
}
