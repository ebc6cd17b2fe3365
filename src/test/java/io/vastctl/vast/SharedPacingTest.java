package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPacingTest {

    private static final HttpUrl BASE = HttpUrl.get("https://console.vast.ai/");

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Instant start = time.instant();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), time);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Pacing runner(String key) {
        return new SharedPacing(
                new CallPacing(time, time),
                () -> Optional.of(database),
                SharedPacing.identity(ApiKey.of(key), BASE),
                time,
                time);
    }

    private Duration taken() {
        return Duration.between(start, time.instant());
    }

    @Test
    void aRunnerByItselfIsAsFastAsWithItsOwnPace() throws Exception {
        FakeTime alone = new FakeTime();
        Pacing own = new CallPacing(alone, alone);
        Pacing shared = runner("key");
        CallKind[] calls = {
            CallKind.SEARCH,
            CallKind.USER,
            CallKind.LIST,
            CallKind.CREATE,
            CallKind.SHOW,
            CallKind.SHOW,
            CallKind.LIST,
            CallKind.SHOW,
            CallKind.DESTROY,
            CallKind.SHOW,
            CallKind.SHOW,
            CallKind.CREATE
        };
        for (CallKind call : calls) {
            own.await(call);
            shared.await(call);
            assertThat(time.instant()).isEqualTo(alone.instant());
            alone.pass(Duration.ofNanos(123_456_789));
            time.pass(Duration.ofNanos(123_456_789));
        }
    }

    @Test
    void twoRunnersOfAKeyShareItsIntervals() throws Exception {
        Pacing one = runner("key");
        Pacing two = runner("key");

        one.await(CallKind.SHOW);
        two.await(CallKind.SHOW);

        assertThat(taken())
                .isBetween(CallKind.SHOW.period(), CallKind.SHOW.period().plusMillis(300));
        runner("another-key").await(CallKind.SHOW);
        one.await(CallKind.LIST);
        assertThat(taken()).isLessThan(CallKind.SHOW.period().plusMillis(300));
    }

    @Test
    void callsThatTheServerCountsAsOneKindTakeTurnsWithEachOther() throws Exception {
        runner("key").await(CallKind.STOP);
        runner("key").await(CallKind.RELABEL);

        assertThat(taken()).isGreaterThanOrEqualTo(CallKind.START.period());
    }

    @Test
    void aRefusalOfOneHoldsTheOthers() throws Exception {
        runner("key").await(CallKind.CREATE);
        time.pass(Duration.ofMinutes(1));
        Instant refusedAt = time.instant();
        runner("key").hold(CallKind.CREATE, CallKind.CREATE.penalty());

        runner("key").await(CallKind.CREATE);

        assertThat(Duration.between(refusedAt, time.instant())).isEqualTo(CallKind.CREATE.penalty());
    }

    @Test
    void withoutADatabaseOrWithOneThatIsAwayItKeepsItsOwnPace() throws Exception {
        Pacing away = runner("key");
        away.await(CallKind.SHOW);
        database.close();

        away.await(CallKind.SHOW);
        away.hold(CallKind.SHOW, Duration.ofSeconds(9));
        away.await(CallKind.SHOW);

        assertThat(taken()).isEqualTo(CallKind.SHOW.period().plusSeconds(9));
    }

    @Test
    void aDatabaseThatIsBackIsUsedAgainHalfAMinuteLater() throws Exception {
        Pacing one = runner("key");
        database.close();
        one.await(CallKind.SHOW);
        open();
        time.pass(Duration.ofSeconds(31));
        one.await(CallKind.SHOW);
        Instant before = time.instant();

        runner("key").await(CallKind.SHOW);

        assertThat(Duration.between(before, time.instant())).isGreaterThanOrEqualTo(CallKind.SHOW.period());
    }

    @Test
    void theKeyIsNotInTheDatabaseAndEachMarketHasItsOwnTurns() {
        String one = SharedPacing.identity(ApiKey.of("planted-key"), BASE);

        assertThat(one).hasSize(16).matches("[0-9a-f]+").doesNotContain("planted");
        assertThat(SharedPacing.identity(ApiKey.of("planted-key"), HttpUrl.get("http://127.0.0.1:8080/")))
                .isNotEqualTo(one);
    }
}
