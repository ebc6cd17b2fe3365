package io.vastctl.memory;

import static io.vastctl.memory.Rentals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class JournalTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private Journal journal;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        journal = new Journal(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRentalIsOpenUntilItIsProvenGone() {
        journal.intend(intent("a"));
        Instant start = time.instant();
        assertThat(journal.find("a")).contains(entry("a", State.INTENDED, OptionalLong.empty(), start));

        journal.created("a", 77);
        time.pass(Duration.ofMinutes(5));
        journal.destroying("a");
        assertThat(journal.open()).containsExactly(entry("a", State.DESTROYING, OptionalLong.of(77), start));

        journal.gone("a", "absent on 2 good reads");
        assertThat(journal.open()).isEmpty();
        Entry gone = journal.find("a").orElseThrow();
        assertThat(gone.state()).isEqualTo(State.GONE);
        assertThat(gone.detail()).isEqualTo("absent on 2 good reads");
        assertThat(gone.closedAt()).contains(time.instant());
    }

    private Entry entry(String label, State state, OptionalLong instanceId, Instant start) {
        return new Entry(
                intent(label),
                Journal.NOBODY,
                state,
                instanceId,
                "",
                start,
                time.instant(),
                Optional.empty(),
                Optional.empty(),
                0,
                start,
                0,
                Optional.empty());
    }

    @Test
    void everyPartOfAnIntentComesBackAsItWasWritten() {
        Instant deadline = time.instant().plus(Duration.ofHours(2));
        Journal.Intent full = new Journal.Intent(
                "full",
                "run-2",
                3,
                1,
                2,
                3,
                new Prices(0.5, 0.25, 0.125, 0.0625),
                Origin.SIMULATED,
                "http://127.0.0.1:8080",
                OptionalLong.empty(),
                Purpose.UP,
                new Bounds(1.5, Optional.of(deadline), Duration.ofHours(12)));

        journal.intend(full);

        Entry entry = journal.find("full").orElseThrow();
        assertThat(entry.intent()).isEqualTo(full);
        assertThat(entry.leaseUntil()).contains(time.instant().plus(Duration.ofHours(12)));
    }

    @Test
    void aRenewedLeaseEndsLater() {
        journal.intend(intent("a"));
        Instant until = time.instant().plus(Duration.ofMinutes(20));

        journal.renewed("a", until);

        assertThat(journal.find("a").orElseThrow().leaseUntil()).contains(until);
    }

    @Test
    void whatNobodyReckonedIsTakenForTimeAtTheFullPrice() {
        journal.intend(intent("a"));
        journal.created("a", 5);
        time.pass(Duration.ofHours(1));
        journal.spent("a", 0.30);
        time.pass(Duration.ofHours(2));

        Entry open = journal.find("a").orElseThrow();
        assertThat(open.dollarsSpent()).isEqualTo(0.30);
        assertThat(open.reckonedDollars(time.instant())).isCloseTo(0.30 + 2 * 0.31, within(1e-9));

        journal.gone("a", "");
        assertThat(journal.find("a").orElseThrow().reckonedDollars(time.instant()))
                .isEqualTo(0.30);
    }

    @Test
    void whatComesBackIsOpenAgainUntilItIsProvenGoneAgain() {
        journal.intend(intent("a"));
        journal.created("a", 5);
        journal.gone("a", "");
        journal.intend(intent("b"));
        journal.absent("b", "");

        journal.returned("a", 5, "listed again");
        journal.returned("b", 6, "listed after all");

        assertThat(journal.open()).extracting(Entry::state).containsOnly(State.RETURNED);
        assertThat(journal.open()).extracting(Entry::returned).containsOnly(1);
        assertThat(journal.find("b").orElseThrow().instanceId()).hasValue(6);
        assertThatThrownBy(() -> journal.returned("a", 5, "")).isInstanceOf(IllegalStateException.class);
        journal.destroying("a");
        journal.gone("a", "");
        journal.returned("a", 5, "again");
        assertThat(journal.find("a").orElseThrow().returned()).isEqualTo(2);
        assertThat(journal.find("a").orElseThrow().closedAt()).isEmpty();
    }

    @Test
    void recentlyClosedEntriesAreFoundUntilTheyAreOld() {
        journal.intend(intent("old"));
        journal.absent("old", "");
        time.pass(Duration.ofDays(5));
        journal.intend(intent("young"));
        journal.absent("young", "");
        journal.intend(intent("open"));

        assertThat(journal.closedSince(time.instant().minus(Duration.ofDays(7))))
                .extracting(Entry::label)
                .containsExactly("old", "young");
        assertThat(journal.closedSince(time.instant().minus(Duration.ofDays(1))))
                .extracting(Entry::label)
                .containsExactly("young");
    }

    @Test
    void everyTransitionIsEitherDocumentedOrRefused() {
        for (State from : State.values()) {
            for (State to : State.values()) {
                String label = from + "-" + to;
                bring(label, from);
                boolean legal = JournalRules.before(to).contains(from)
                        && !(to == State.ABSENT && from == State.UNKNOWN && knowsItsNumber(label));
                boolean again = from == to && to != State.RETURNED && to != State.INTENDED;

                boolean done = steps(label, to);

                assertThat(done).as("%s to %s", from, to).isEqualTo(legal || again);
                assertThat(journal.find(label).orElseThrow().state())
                        .as("%s to %s", from, to)
                        .isEqualTo(done ? to : from);
            }
        }
    }

    private boolean knowsItsNumber(String label) {
        return journal.find(label).orElseThrow().instanceId().isPresent();
    }

    /** To that state by the shortest way. */
    private void bring(String label, State state) {
        journal.intend(intent(label));
        if (state == State.INTENDED) return;
        if (state == State.ABSENT) {
            journal.absent(label, "");
            return;
        }
        journal.created(label, 5);
        if (state == State.RETURNED) journal.gone(label, "");
        if (state != State.CREATED) steps(label, state);
    }

    private boolean steps(String label, State to) {
        try {
            switch (to) {
                case INTENDED -> journal.intend(intent(label));
                case CREATED -> journal.created(label, 5);
                case DESTROYING -> journal.destroying(label);
                case GONE -> journal.gone(label, "");
                case ABSENT -> journal.absent(label, "");
                case LEAKED -> journal.leaked(label, "");
                case UNKNOWN -> journal.unknown(label, "");
                case KEPT -> journal.kept(label);
                case RETURNED -> journal.returned(label, 5, "");
            }
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    void aCreateThatMadeNothingIsNotOpen() {
        journal.intend(intent("a"));
        journal.absent("a", "six listings");

        assertThat(journal.open()).isEmpty();
    }

    @Test
    void leakedAndKeptRentalsStayOpenOldestFirst() {
        journal.intend(intent("b"));
        time.pass(Duration.ofSeconds(1));
        journal.intend(intent("a"));
        journal.created("a", 1);
        journal.kept("a");
        journal.created("b", 2);
        journal.leaked("b", "destroy answered 500 five times");

        assertThat(journal.open()).extracting(Entry::state).containsExactly(State.LEAKED, State.KEPT);
        assertThat(journal.open().get(0).detail()).isEqualTo("destroy answered 500 five times");
    }

    @Test
    void whatNobodyCouldTellMaySurfaceLaterAndBeDestroyed() {
        journal.intend(intent("a"));
        assertThatThrownBy(() -> journal.leaked("a", "")).isInstanceOf(IllegalStateException.class);
        journal.unknown("a", "the create was never answered");
        assertThatThrownBy(() -> journal.destroying("a")).isInstanceOf(IllegalStateException.class);
        journal.created("a", 5);
        journal.destroying("a");
        journal.gone("a", "");

        assertThat(journal.open()).isEmpty();
    }

    @Test
    void aLabelIsUsedOnce() {
        journal.intend(intent("a"));

        assertThatThrownBy(() -> journal.intend(intent("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("label a is in the journal already");
    }

    @Test
    void sayingItTwiceChangesNothing() {
        journal.intend(intent("a"));
        journal.created("a", 5);
        journal.created("a", 5);
        journal.gone("a", "");
        journal.gone("a", "");

        assertThat(journal.find("a").orElseThrow().state()).isEqualTo(State.GONE);
    }

    @Test
    void whatDoesNotFollowIsRefused() {
        assertThatThrownBy(() -> journal.created("unknown", 1)).isInstanceOf(IllegalStateException.class);

        journal.intend(intent("a"));
        assertThatThrownBy(() -> journal.destroying("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("label a cannot become DESTROYING: it is INTENDED");
        assertThatThrownBy(() -> journal.gone("a", "")).isInstanceOf(IllegalStateException.class);

        journal.created("a", 5);
        assertThatThrownBy(() -> journal.absent("a", "")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.created("a", 6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("label a cannot become CREATED as instance 6: it is CREATED as instance 5");

        journal.gone("a", "");
        assertThatThrownBy(() -> journal.destroying("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.leaked("a", "")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInstanceThatWasSeenIsNeverAbsent() {
        journal.intend(intent("a"));
        journal.created("a", 5);
        journal.leaked("a", "the listing failed");

        assertThatThrownBy(() -> journal.absent("a", "")).isInstanceOf(IllegalStateException.class);
    }
}
