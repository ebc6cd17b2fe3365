package io.vastctl.memory.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Bill;
import io.vastctl.memory.Bills;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Rentals;
import io.vastctl.memory.RunCounts;
import io.vastctl.memory.RunEnd;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunStart;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.TakenOverException;
import io.vastctl.memory.TestEngine;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** What a guard stores, what is billed, and how many runs there were. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class GuardStoresTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        new GuardLeases(database).take("plan", "me", "me", 1, HOUR);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private GuardTick tick(String observation, String... rules) {
        return new GuardTick(
                "plan",
                time.instant(),
                "{\"plan\":1}",
                observation,
                "{}",
                Arrays.stream(rules)
                        .map(rule -> new GuardDecisionRow(
                                time.instant(), rule, rule.equals("tell") ? "Tell" : "Rent", "7", "chat", "why", "{}"))
                        .toList());
    }

    @Test
    void aTickIsReadAsItWasStoredAndDecisionsAreFoundByRuleAndEndpoint() {
        GuardBook book = new GuardBook(database);
        GuardTick first = tick("{\"a\":1}", "rent", "tell");
        long one = book.store(first, "me", true, "first");
        time.pass(HOUR);
        long two = book.store(tick("{\"a\":2}"), "me", false, "second");

        assertThat(book.tick(one)).isEqualTo(first);
        assertThat(book.last("plan").orElseThrow().observationJson()).isEqualTo("{\"a\":2}");
        assertThat(book.memory("plan")).contains("second");
        assertThat(book.ticks("plan", time.instant().minus(HOUR))).containsExactly(one, two);
        assertThat(book.decisions(
                        "plan", GuardDecisionFilter.since(time.instant().minus(HOUR), 10)))
                .extracting(found -> found.decision().rule())
                .containsExactly("rent");
        assertThat(book.decisions(
                        "plan",
                        new GuardDecisionFilter(
                                time.instant().minus(HOUR), Optional.of("tell"), Optional.of("chat"), true, 10)))
                .hasSize(1);
        assertThatThrownBy(() -> book.tick(two + 1)).isInstanceOf(StoreException.class);
    }

    @Test
    void oldTicksAreForgottenThoseThatOnlyTellFirst() {
        GuardBook book = new GuardBook(database);
        long acted = book.store(tick("{}", "rent"), "me", true, "");
        book.store(tick("{}", "tell"), "me", false, "");
        time.pass(HOUR);

        book.forget("plan", time.instant().minus(HOUR.multipliedBy(2)), time.instant());
        assertThat(book.ticks("plan", time.instant().minus(HOUR))).containsExactly(acted);

        book.forget("plan", time.instant(), time.instant());
        assertThat(book.last("plan")).isEmpty();
    }

    @Test
    void rentsLossesAndOrdersStand() {
        GuardVentures ventures = new GuardVentures(database, "plan");
        GuardVenture venture = new GuardVenture(
                "run-1",
                "plan",
                "chat",
                "tinyllama",
                time.instant(),
                0.5,
                OptionalLong.of(7),
                Optional.empty(),
                Optional.empty());
        ventures.begin(venture, "me");
        assertThatThrownBy(() -> ventures.begin(venture, "another")).isInstanceOf(TakenOverException.class);
        ventures.lost(7, "chat");
        ventures.lost(7, "chat");
        assertThat(ventures.since(time.instant())).containsExactly(venture);
        assertThat(ventures.losses(time.instant())).hasSize(1);
        ventures.end("run-1", GuardVenture.FAILED);
        ventures.end("run-1", GuardVenture.READY);
        assertThat(ventures.since(time.instant()).get(0).outcome()).contains(GuardVenture.FAILED);

        GuardOrders orders = new GuardOrders(database, "plan");
        orders.give(GuardOrders.DRAIN, "b");
        orders.give(GuardOrders.DRAIN, "B");
        orders.give(GuardOrders.DRAIN, "B");
        assertThat(orders.standing(GuardOrders.DRAIN)).as("byte by byte").containsExactly("B", "b");
        orders.lift(GuardOrders.DRAIN, "B");
        assertThat(orders.standing(GuardOrders.DRAIN)).containsExactly("b");
    }

    @Test
    void aBillIsAskedForAtGrowingIntervalsUntilItIsThere() {
        Journal journal = new Journal(database);
        journal.intend(Rentals.intent("a"));
        journal.created("a", 77);
        journal.destroying("a");
        time.pass(HOUR);
        journal.gone("a", "absent");
        Bills bills = journal.bills();
        String market = journal.find("a").orElseThrow().intent().market();
        List<Journal.Entry> due = bills.due(market, time.instant());
        assertThat(due).extracting(Journal.Entry::label).containsExactly("a");

        bills.note(due, Map.of(), time.instant());
        assertThat(bills.due(market, time.instant())).isEmpty();
        time.pass(Duration.ofMinutes(2));
        assertThat(bills.due(market, time.instant())).hasSize(1);
        time.pass(HOUR.multipliedBy(2));
        bills.note(due, Map.of("a", new Bill(0.25, Optional.of(time.instant()), time.instant())), time.instant());

        assertThat(bills.due(market, time.instant())).isEmpty();
        assertThat(journal.find("a").orElseThrow().bill().orElseThrow().dollars())
                .isEqualTo(0.25);
    }

    @Test
    void runsAreCountedByOutcome() {
        RunHistory history = new RunHistory(database);
        for (int i = 0; i < 3; i++) {
            history.begin(new RunStart(
                    "run-" + i, "test", "strict", "w", "image", "model", Origin.REAL, time.instant(), "{}"));
            history.finish(new RunEnd("run-" + i, "ready", i == 2 ? 6 : 0, time.instant(), 0.5, OptionalDouble.of(60)));
        }
        RunCounts counts = new RunCounts(database);

        assertThat(counts.runs(Origin.REAL))
                .containsExactly(
                        new RunCounts.Runs("test", "leftover", 1, 0.5, time.instant()),
                        new RunCounts.Runs("test", "ready", 2, 1.0, time.instant()));
        assertThat(counts.attempts(Origin.REAL, "test")).isEmpty();
        assertThat(counts.lastSuccess(Origin.REAL, "test")).contains(time.instant());
    }
}
