package io.vastctl.memory.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunStart;
import io.vastctl.memory.TestEngine;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a survey stores, on both engines. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class SurveyBookTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private SurveyBook book;
    private RunHistory history;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        book = new SurveyBook(database);
        history = new RunHistory(database);
        begin("20260101-1", time.instant());
        history.begin(new RunStart(
                "20260101-1", "survey", "strict", "tinyllama", "image", "model", Origin.REAL, time.instant(), ""));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void begin(String id, Instant at) {
        begin(id, at, at);
    }

    private void begin(String id, Instant believed, Instant wall) {
        book.begin(
                new SurveyStart(id, Origin.REAL, "tinyllama", "strict", "spread", "{\"a\":1}", believed),
                List.of(machine(1), machine(2), machine(3)),
                Clock.fixed(wall, ZoneOffset.UTC));
    }

    private static SurveyMachine machine(int position) {
        return SurveyMachine.planned(position, 100 + position, 200 + position, 300, "RTX 4090", 1, "Sweden, SE", 0.4);
    }

    private void attempt(int number, String outcome, Optional<Failure> failure) {
        history.attempt(new AttemptRow(
                "20260101-1",
                number,
                100,
                200,
                300,
                "RTX 4090",
                OptionalLong.of(7),
                0.4,
                time.instant(),
                time.instant(),
                outcome,
                failure,
                List.of(),
                0.02,
                "destroyed",
                OptionalDouble.of(0.3),
                OptionalDouble.of(80),
                OptionalDouble.empty()));
    }

    private SurveyDetail survey() {
        return book.find("20260101").orElseThrow();
    }

    private static Optional<Failure> failure(FailureClass which, String signature) {
        return Optional.of(new Failure(which, signature, Phase.SSH, "evidence"));
    }

    @Test
    void itIsReadAsItWasBegun() {
        SurveyDetail survey = survey();

        assertThat(survey.start().optionsJson()).isEqualTo("{\"a\":1}");
        assertThat(survey.runs()).containsExactly("20260101-1");
        assertThat(survey.machines()).containsExactly(machine(1), machine(2), machine(3));
        assertThat(survey.costDollars()).isZero();
        assertThat(book.ofRun("20260101-1")).contains("20260101-1");
    }

    @Test
    void whatCameOfAMachineIsItsAttempts() {
        book.tries("20260101-1", 1, "20260101-1", 1);
        book.tries("20260101-1", 2, "20260101-1", 2);
        attempt(1, "ready", Optional.empty());
        attempt(2, "failed", failure(FailureClass.INFRA_FATAL, "ssh-timeout"));

        assertThat(survey().machines())
                .extracting(SurveyMachine::finding)
                .containsExactly(Finding.WORKS, Finding.FAILS, Finding.LEFT);
        assertThat(survey().costDollars()).isEqualTo(0.04);
    }

    @Test
    void anAttemptThatWasBegunAndIsNotOverLeavesTheMachineToDo() {
        book.tries("20260101-1", 1, "20260101-1", 1);

        assertThat(survey().count(Finding.LEFT)).isEqualTo(3);
    }

    @Test
    void ourOwnCeilingsAndTroublesSayNothingOfTheMachine() {
        book.tries("20260101-1", 1, "20260101-1", 1);
        book.tries("20260101-1", 2, "20260101-1", 2);
        book.tries("20260101-1", 3, "20260101-1", 3);
        attempt(1, "failed", failure(FailureClass.LIMIT, "deadline"));
        attempt(2, "failed", failure(FailureClass.UNKNOWN, "journal-failed"));
        attempt(3, "interrupted", Optional.empty());

        assertThat(survey().count(Finding.LEFT)).isEqualTo(3);
    }

    @Test
    void whatSomebodyElseHadOrNobodyOffersIsGone() {
        book.tries("20260101-1", 1, "20260101-1", 1);
        attempt(1, "offer_gone", failure(FailureClass.OFFER_GONE, "no-such-ask"));
        book.absent("20260101-1", 2);

        assertThat(survey().machines())
                .extracting(SurveyMachine::finding)
                .containsExactly(Finding.GONE, Finding.GONE, Finding.LEFT);
    }

    @Test
    void theNewestIsTheOneThatBeganLastAndABeginningOfTheIdIsEnough() {
        begin("20260102-2", time.instant().plusSeconds(60));

        assertThat(book.newest()).contains("20260102-2");
        assertThat(book.find("20260102").orElseThrow().start().surveyId()).isEqualTo("20260102-2");
        assertThat(book.find("2027")).isEmpty();
        assertThat(book.find("")).isEmpty();
    }

    @Test
    void theNewestIsTheOneThatBeganLastWhateverTheClocksOfTheRunnersSaid() {
        Instant now = time.instant();
        begin("20270101-7", now.plus(Duration.ofDays(365)), now.plusSeconds(60));
        begin("20251231-8", now.minus(Duration.ofHours(3)), now.plusSeconds(120));

        assertThat(book.newest()).contains("20251231-8");
        assertThat(book.newest(3)).containsExactly("20251231-8", "20270101-7", "20260101-1");
        assertThat(book.find("202").orElseThrow().start().surveyId()).isEqualTo("20251231-8");
    }

    @Test
    void aSurveyOfEarlierThatHasNoSuchTimeIsAsOldAsItsRunnerSaid() {
        begin("20260102-2", time.instant().plusSeconds(60));
        database.write("make it older", session -> session.update("UPDATE surveys SET begun_at_ms = NULL"));

        assertThat(book.newest(2)).containsExactly("20260102-2", "20260101-1");
    }

    @Test
    void anotherRunThatGoesOnBelongsToIt() {
        book.resumed("20260101-1", "20260103-9");

        assertThat(survey().runs()).containsExactly("20260101-1", "20260103-9");
        assertThat(book.ofRun("20260103-9")).contains("20260101-1");
    }
}
