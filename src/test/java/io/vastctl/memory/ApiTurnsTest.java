package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.ApiTurns.Turn;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class ApiTurnsTest {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofMillis(250);

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ApiTurns of(String taker) {
        return new ApiTurns(database, "key", taker, MARGIN);
    }

    private static Turn show(ApiTurns turns) {
        return turns.take("SHOW", 1, PERIOD);
    }

    @Test
    void oneProcessCallsAtOnceAndThenOnceAPeriod() {
        ApiTurns one = of("one");

        assertThat(show(one).left()).isZero();
        assertThat(show(one).left()).isEqualTo(PERIOD);
        assertThat(one.take("LIST", 1, PERIOD).left()).isZero();
        time.pass(PERIOD.multipliedBy(2));
        assertThat(show(one).left()).isZero();
    }

    @Test
    void anotherProcessGetsTheNextTurnAndAnotherKeyItsOwn() {
        show(of("one"));

        assertThat(show(of("two")).left()).isEqualTo(PERIOD.plus(MARGIN));
        assertThat(show(of("three")).left()).isEqualTo(PERIOD.plus(MARGIN).multipliedBy(2));
        assertThat(show(new ApiTurns(database, "another key", "one", MARGIN)).left())
                .isZero();
    }

    @Test
    void aTurnThatNobodyUsedCostsTheOthersThatOneAlone() {
        show(of("one"));
        Turn ofTheDead = show(of("dead"));
        time.pass(ofTheDead.left());

        Turn next = show(of("two"));

        assertThat(next.left()).isEqualTo(PERIOD.plus(MARGIN));
        time.pass(Duration.ofDays(1));
        assertThat(of("two").go(next)).isZero();
        time.pass(PERIOD);
        assertThat(show(of("two")).left()).isZero();
    }

    @Test
    void whoWakesLateLetsTheOneWhoWentMeanwhileHaveItsPeriod() {
        show(of("one"));
        Turn late = show(of("late"));
        Turn next = show(of("next"));
        time.pass(next.left());
        assertThat(of("next").go(next)).isZero();

        assertThat(of("late").go(late)).isEqualTo(PERIOD);
        time.pass(PERIOD);
        assertThat(of("late").go(late)).isZero();
    }

    @Test
    void aPauseThatTheApiAsksForHoldsThoseWhoHaveATurnAlreadyAndAllWhoComeAfter() {
        ApiTurns one = of("one");
        show(one);
        Turn waiting = show(of("two"));
        time.pass(waiting.left());

        one.hold("SHOW", Duration.ofSeconds(12));

        assertThat(of("two").go(waiting)).isEqualTo(Duration.ofSeconds(12));
        assertThat(show(of("three")).left()).isEqualTo(Duration.ofSeconds(12));
        assertThat(one.take("LIST", 1, PERIOD).left()).isZero();
        time.pass(Duration.ofSeconds(12));
        assertThat(of("two").go(waiting)).isZero();
    }

    @Test
    void aShorterPauseEndsNoLongerOne() {
        show(of("one"));

        of("one").hold("SHOW", Duration.ofSeconds(30));
        of("two").hold("SHOW", Duration.ofSeconds(5));

        assertThat(show(of("three")).left()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aPauseHoldsTurnsThatWereNeverTakenToo() {
        Duration minute = Duration.ofSeconds(61);
        of("one").take("SEARCH", 9, minute);

        of("one").hold("SEARCH", Duration.ofSeconds(12));
        Turn first = of("two").take("SEARCH", 9, minute);

        assertThat(first.left()).isEqualTo(Duration.ofSeconds(12));
        assertThat(of("two").go(first)).isEqualTo(Duration.ofSeconds(12));
        time.pass(Duration.ofSeconds(12));
        assertThat(of("two").go(first)).isZero();
    }

    @Test
    void aPauseByAClockThatWasSetBackIsOver() {
        show(of("one"));
        of("one").hold("SHOW", Duration.ofSeconds(12));
        time.pass(Duration.ofHours(-3));

        assertThat(show(of("two")).left()).isZero();
        Turn next = show(of("three"));
        time.pass(next.left());
        assertThat(of("three").go(next)).isZero();
    }

    @Test
    void soManyWithinAPeriodGoAtOnceWhoeverAsks() {
        Duration minute = Duration.ofSeconds(61);
        for (int call = 0; call < 9; call++)
            assertThat(of("taker " + call % 3).take("SEARCH", 9, minute).left()).isZero();

        assertThat(of("one").take("SEARCH", 9, minute).left()).isBetween(minute, minute.plus(MARGIN));
        time.pass(minute.multipliedBy(2).plus(MARGIN));
        assertThat(of("one").take("SEARCH", 9, minute).left()).isZero();
    }

    @Test
    void aClockThatWasSetBackDoesNotTurnIntoAWait() {
        show(of("one"));
        time.pass(Duration.ofHours(-3));

        assertThat(show(of("two")).left()).isZero();
    }

    @Test
    void ofManyAtOnceNoTwoGetTheSameTurn() throws Exception {
        List<Callable<Duration>> callers = new ArrayList<>();
        List<Database> others = new ArrayList<>();
        for (int process = 0; process < 4; process++) {
            Database another = engine.open(folder.resolve("vastctl.db"), time);
            others.add(another);
            ApiTurns turns = new ApiTurns(another, "key", "process " + process, MARGIN);
            for (int call = 0; call < 10; call++) callers.add(() -> show(turns).left());
        }
        List<Duration> waits = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Duration> wait : threads.invokeAll(callers)) waits.add(wait.get());
        } finally {
            threads.shutdownNow();
            others.forEach(Database::close);
        }

        Collections.sort(waits);
        assertThat(waits.get(0)).isZero();
        for (int turn = 1; turn < waits.size(); turn++)
            assertThat(waits.get(turn).minus(waits.get(turn - 1))).isBetween(PERIOD, PERIOD.plus(MARGIN));
    }

    @Test
    void aServerGivesTurnsByItsOwnClock() {
        FakeTime wrong = new FakeTime(Instant.parse("2001-01-01T00:00:00Z"));
        PostgresServer server = new PostgresServer(EmbeddedServer.withTables(), Map.of());
        try (Database shared = Database.on(server, wrong, () -> true)) {
            ApiTurns turns = new ApiTurns(shared, "key", "one", MARGIN);
            Duration minute = Duration.ofMinutes(1);
            assertThat(turns.take("SHOW", 1, minute).left()).isZero();
            wrong.pass(Duration.ofDays(9));

            Turn next = turns.take("SHOW", 1, minute);

            assertThat(next.left()).isBetween(minute.minusSeconds(30), minute);
            assertThat(turns.go(next)).isBetween(minute.minusSeconds(30), minute);
        }
    }
}
