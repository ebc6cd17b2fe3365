package io.vastctl.memory.hosts;

import static io.vastctl.memory.Rentals.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.TestEngine;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
class BadHostsTest {

    @Parameter
    TestEngine engine;

    private static final Failure BROKEN = failure(FailureClass.INFRA_FATAL, Phase.CONTAINER_START);
    private static final Failure STALL = failure(FailureClass.STALLED, Phase.IMAGE_PULL);

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private BadHosts badHosts;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        badHosts = new BadHosts(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEntrySaysWhatWhyAndUntilWhen() {
        BadHost barred = bar(BROKEN);

        assertThat(barred)
                .isEqualTo(new BadHost(
                        barred.rowId(),
                        Scope.MACHINE,
                        22,
                        Optional.empty(),
                        "docker-cdi",
                        Optional.of("failed to inject CDI devices"),
                        Optional.of("run-1"),
                        OptionalInt.of(3),
                        Source.AUTOMATIC,
                        Origin.REAL,
                        33,
                        1,
                        time.instant(),
                        Optional.of(time.instant().plus(Duration.ofDays(1)))));
        assertThat(active(Origin.REAL)).containsExactly(barred);
    }

    @Test
    void eachReturnIsOnParoleAndBarsLonger() {
        assertThat(daysBarred(bar(BROKEN))).contains(1L);
        time.pass(Duration.ofDays(1));
        assertThat(active(Origin.REAL)).isEmpty();

        assertThat(daysBarred(bar(BROKEN))).contains(7L);
        time.pass(Duration.ofDays(7));
        assertThat(daysBarred(bar(BROKEN))).contains(30L);
        time.pass(Duration.ofDays(30));
        assertThat(daysBarred(bar(BROKEN))).isEmpty();

        time.pass(Duration.ofDays(3650));
        assertThat(active(Origin.REAL)).hasSize(1);
        assertThat(badHosts.list(true, time.instant())).hasSize(4);
    }

    @Test
    void aStallBarsForADayAndIsNoStrike() {
        assertThat(daysBarred(bar(STALL))).contains(1L);
        time.pass(Duration.ofDays(2));
        assertThat(daysBarred(bar(STALL))).contains(1L);
        time.pass(Duration.ofDays(2));

        assertThat(bar(BROKEN).strike()).isEqualTo(1);
    }

    @Test
    void aRepeatWhileBarredExtendsAndDoesNotClimb() {
        bar(BROKEN);
        time.pass(Duration.ofHours(6));
        BadHost again = bar(BROKEN);

        assertThat(again.strike()).isEqualTo(1);
        assertThat(daysBarred(again)).contains(1L);
        assertThat(badHosts.list(true, time.instant())).containsExactly(again);
    }

    @Test
    void aStallNeverShortensABar() {
        bar(BROKEN);
        time.pass(Duration.ofDays(1));
        BadHost sevenDays = bar(BROKEN);

        BadHost afterStall = bar(STALL);

        assertThat(afterStall.strike()).isEqualTo(2);
        assertThat(afterStall.expiresAt()).isEqualTo(sevenDays.expiresAt());
    }

    @Test
    void aRealFailureWhileBarredForAStallIsAStrike() {
        bar(STALL);

        assertThat(bar(BROKEN).strike()).isEqualTo(1);
        assertThat(active(Origin.REAL)).hasSize(1);
    }

    @Test
    void onlyWhatBlamesTheMachineBars() {
        for (Failure innocent : List.of(
                failure(FailureClass.WORKLOAD_FATAL, Phase.MODEL_LOAD),
                failure(FailureClass.OFFER_GONE, Phase.CREATE),
                failure(FailureClass.ACCOUNT, Phase.CREATE),
                failure(FailureClass.LIMIT, Phase.SSH),
                failure(FailureClass.UNKNOWN, Phase.SSH),
                failure(FailureClass.STALLED, Phase.MODEL_DOWNLOAD))) {
            assertThat(charge(22, 33, innocent, "run-1", 3, Origin.REAL)).isEmpty();
        }
        assertThat(badHosts.list(true, time.instant())).isEmpty();
    }

    @Test
    void whatDoesNotSuitTheCardBarsForThatWorkloadAndHasALadderOfItsOwn() {
        bar(BROKEN);
        time.pass(Duration.ofDays(1));

        BadHost unsuited = bar(failure(FailureClass.WORKLOAD_INCOMPATIBLE, Phase.MODEL_LOAD));

        assertThat(unsuited.workload()).contains("tinyllama");
        assertThat(unsuited.strike()).isEqualTo(1);
        assertThat(daysBarred(unsuited)).contains(1L);
        assertThat(bar(BROKEN).strike()).isEqualTo(2);
        assertThat(active(Origin.REAL)).hasSize(2);
    }

    @Test
    void marketsDoNotMixButManualEntriesCountInBoth() {
        charge(22, 33, BROKEN, "sim-1", 1, Origin.SIMULATED);
        BadHost manual = badHosts.addManual(Scope.HOST, 44, "rude", Optional.empty());

        assertThat(active(Origin.REAL)).containsExactly(manual);
        assertThat(active(Origin.SIMULATED)).hasSize(2);
        assertThat(bar(BROKEN).strike()).as("first strike in the real market").isEqualTo(1);
    }

    @Test
    void aManualEntryHoldsUnlessToldOtherwiseAndIsReplaced() {
        badHosts.addManual(Scope.MACHINE, 22, "slow", Optional.empty());
        time.pass(Duration.ofDays(999));
        assertThat(active(Origin.REAL)).extracting(BadHost::cause).containsExactly("slow");

        badHosts.addManual(Scope.MACHINE, 22, "loud", Optional.of(Duration.ofDays(2)));
        assertThat(active(Origin.REAL)).extracting(BadHost::cause).containsExactly("loud");

        time.pass(Duration.ofDays(2));
        assertThat(active(Origin.REAL)).isEmpty();
        assertThat(badHosts.list(false, time.instant())).isEmpty();
        assertThat(badHosts.list(true, time.instant())).hasSize(1);
    }

    @Test
    void removingLiftsTheBarButKeepsTheStrike() {
        bar(BROKEN);

        assertThat(badHosts.remove(Scope.HOST, 22)).isFalse();
        assertThat(badHosts.remove(Scope.MACHINE, 22)).isTrue();
        assertThat(badHosts.remove(Scope.MACHINE, 22)).isFalse();
        assertThat(badHosts.list(true, time.instant())).isEmpty();
        assertThat(bar(BROKEN).strike()).isEqualTo(2);
    }

    @Test
    void clearingForgetsEntriesByScope() {
        bar(BROKEN);
        badHosts.addManual(Scope.HOST, 44, "rude", Optional.empty());

        assertThat(badHosts.clear(Optional.of(Scope.HOST))).isEqualTo(1);
        assertThat(active(Origin.REAL)).extracting(BadHost::scope).containsExactly(Scope.MACHINE);
        assertThat(badHosts.clear(Optional.empty())).isEqualTo(1);
        assertThat(bar(BROKEN).strike()).isEqualTo(1);
    }

    @Test
    void whitelistingLiftsForgetsAndExempts() {
        bar(BROKEN);
        badHosts.whitelist(Scope.MACHINE, 22, "repaired");

        assertThat(active(Origin.REAL)).isEmpty();
        assertThat(charge(22, 33, BROKEN, "run-2", 1, Origin.REAL)).isEmpty();
        assertThat(badHosts.listWhitelist())
                .containsExactly(new Exemption(Scope.MACHINE, 22, "repaired", time.instant()));

        assertThat(badHosts.unwhitelist(Scope.MACHINE, 22)).isTrue();
        assertThat(badHosts.unwhitelist(Scope.MACHINE, 22)).isFalse();
        assertThat(bar(BROKEN).strike()).isEqualTo(1);
    }

    @Test
    void aWhitelistedHostExemptsItsMachines() {
        bar(BROKEN);
        badHosts.whitelist(Scope.HOST, 33, "friend");

        assertThat(active(Origin.REAL)).isEmpty();
        assertThat(charge(22, 33, BROKEN, "run-2", 1, Origin.REAL)).isEmpty();
        assertThat(charge(22, 99, BROKEN, "run-2", 1, Origin.REAL)).isPresent();
    }

    @Test
    void barringByHandEndsAnExemption() {
        badHosts.whitelist(Scope.MACHINE, 22, "friend");
        badHosts.addManual(Scope.MACHINE, 22, "no longer", Optional.empty());

        assertThat(badHosts.listWhitelist()).isEmpty();
        assertThat(active(Origin.REAL)).hasSize(1);
    }

    private BadHost bar(Failure failure) {
        return charge(22, 33, failure, "run-1", 3, Origin.REAL).orElseThrow();
    }

    private Optional<BadHost> charge(
            long machineId, long hostId, Failure failure, String runId, int attempt, Origin origin) {
        return badHosts.charge(
                new Evidence(
                        new AttemptKey(runId, attempt),
                        machineId,
                        hostId,
                        "tinyllama",
                        "vllm/vllm-openai:v0.10.0",
                        Optional.of(failure),
                        time.instant()),
                origin);
    }

    private List<BadHost> active(Origin origin) {
        return badHosts.active(origin, time.instant());
    }

    private Optional<Long> daysBarred(BadHost entry) {
        return entry.expiresAt()
                .map(expiry -> Duration.between(time.instant(), expiry).toDays());
    }
}
