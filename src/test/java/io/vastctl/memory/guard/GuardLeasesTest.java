package io.vastctl.memory.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Database;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Owners;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.TestEngine;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class GuardLeasesTest {

    private static final Duration LENGTH = Duration.ofMinutes(5);

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private GuardLeases leases;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        leases = new GuardLeases(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private GuardLease take(String holder) {
        return leases.take("plan", holder, "process of " + holder, 1, LENGTH);
    }

    @Test
    void theFirstHoldsThePlanAndTheSecondIsToldWho() {
        assertThat(take("a").holderId()).isEqualTo("a");

        assertThat(take("b").holder()).isEqualTo("process of a");
        assertThat(leases.take("another plan", "b", "b", 1, LENGTH).holderId()).isEqualTo("b");
    }

    @Test
    void whoGivesSignsOfLifeKeepsItAndWhoIsSilentLosesIt() throws InterruptedException {
        take("a");
        time.sleep(Duration.ofMinutes(4));
        take("a");
        time.sleep(Duration.ofMinutes(4));
        assertThat(take("b").holderId()).isEqualTo("a");

        time.sleep(Duration.ofMinutes(1));
        assertThat(take("b").holderId()).isEqualTo("b");
        assertThat(take("a").holderId()).isEqualTo("b");
    }

    @Test
    void whoLetsGoOfItLeavesItAtOnceAndNobodyElsesIsLetGo() {
        take("a");
        leases.release("plan", "b");
        assertThat(take("b").holderId()).isEqualTo("a");

        leases.release("plan", "a");
        assertThat(take("b").holderId()).isEqualTo("b");
    }

    @Test
    void nothingIsWrittenForOneThatLostThePlan() {
        GuardBook book = new GuardBook(database);
        GuardTick tick = new GuardTick("plan", time.instant(), "{}", "{}", "{}", List.of());
        take("a");
        book.store(tick, "a", false, "remembered");

        assertThatThrownBy(() -> book.store(tick, "b", false, "other")).isInstanceOf(TakenOverException.class);
        assertThat(book.memory("plan")).contains("remembered");
        assertThat(book.ticks("plan", time.instant().minusSeconds(1))).hasSize(1);
    }

    @Test
    void oldLooksAreForgottenWithTheirDecisions() throws InterruptedException {
        GuardBook book = new GuardBook(database);
        take("a");
        GuardDecisionRow row = new GuardDecisionRow(
                time.instant(), "HOT", "Drain", "instance 7", "chat", "91 C", "{\"kind\":\"Drain\"}");
        book.store(new GuardTick("plan", time.instant(), "{}", "{}", "{}", List.of(row)), "a", true, "1");
        assertThat(book.decisions("plan", GuardDecisionFilter.since(time.instant(), 10)))
                .extracting(GuardBook.Found::decision)
                .containsExactly(row);
        time.sleep(Duration.ofMinutes(2));
        book.store(new GuardTick("plan", time.instant(), "{}", "{}", "{}", List.of()), "a", false, "2");

        book.forget("plan", time.instant().minusSeconds(60), time.instant().minusSeconds(60));

        assertThat(book.decisions("plan", GuardDecisionFilter.since(java.time.Instant.EPOCH, 10)))
                .isEmpty();
        assertThat(book.ticks("plan", java.time.Instant.EPOCH)).hasSize(1);
        assertThat(book.memory("plan")).contains("2");
    }

    /** A process of this host, as its owner row names it. */
    private String process(long pid, String start) {
        return new Owners(database, time)
                .register("guard-" + pid, new Liveness("here/boot/pid:1", number -> Optional.of(start)), pid, "guard")
                .ownerId();
    }

    private GuardLease takeFor(String holder, Liveness here) {
        return leases.take("plan", holder, "process of " + holder, 2, LENGTH, here::isProvenDead);
    }

    @Test
    void aHolderWhoseProcessIsGoneFromThisHostLosesThePlanAtOnce() {
        Liveness here = new Liveness("here/boot/pid:1", pid -> Optional.empty());
        String dead = process(4711, "tick 5");
        take(dead);

        assertThat(leases.living("plan", here::isProvenDead)).isEmpty();
        assertThat(takeFor("b", here).holderId()).isEqualTo("b");
        assertThat(take(dead).holderId()).isEqualTo("b");
    }

    @Test
    void aHolderWhoseNumberBelongsToALaterProcessIsGone() {
        Liveness here = new Liveness("here/boot/pid:1", pid -> Optional.of("tick 6"));
        take(process(4711, "tick 5"));

        assertThat(takeFor("b", here).holderId()).isEqualTo("b");
    }

    @Test
    void aHolderThatIsMerelySilentIsNotRobbedBeforeItsTime() throws InterruptedException {
        Liveness here = new Liveness("here/boot/pid:1", pid -> Optional.of("tick 5"));
        String slow = process(4711, "tick 5");
        take(slow);
        time.sleep(LENGTH.minusSeconds(1));

        assertThat(takeFor("b", here).holderId()).isEqualTo(slow);
        assertThat(leases.living("plan", here::isProvenDead)).isPresent();

        time.sleep(Duration.ofSeconds(1));
        assertThat(takeFor("b", here).holderId()).isEqualTo("b");
    }

    @Test
    void nobodyProvesAProcessOfAnotherHostDead() {
        Liveness elsewhere = new Liveness("there/boot/pid:1", pid -> Optional.empty());
        String holder = process(4711, "tick 5");
        take(holder);

        assertThat(takeFor("b", elsewhere).holderId()).isEqualTo(holder);
    }

    @Test
    void looksInWhichNothingWasDoneAreForgottenSooner() throws InterruptedException {
        GuardBook book = new GuardBook(database);
        take("a");
        GuardTick look = new GuardTick("plan", time.instant(), "{}", "{}", "{}", List.of());
        long acted = book.store(look, "a", true, "1");
        book.store(look, "a", false, "2");
        time.sleep(Duration.ofMinutes(2));

        book.forget("plan", time.instant().minus(Duration.ofHours(1)), time.instant());

        assertThat(book.ticks("plan", java.time.Instant.EPOCH)).containsExactly(acted);
    }
}
