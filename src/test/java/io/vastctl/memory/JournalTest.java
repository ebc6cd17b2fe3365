package io.vastctl.memory;

import static io.vastctl.memory.Rentals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private Journal journal;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), time);
        journal = new Journal(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRentalIsOpenUntilItIsProvenGone() {
        journal.intend(intent("a"));
        assertThat(journal.find("a"))
                .contains(new Entry(intent("a"), State.INTENDED, OptionalLong.empty(), time.instant(), ""));

        journal.created("a", 77);
        time.pass(Duration.ofMinutes(5));
        journal.destroying("a");
        assertThat(journal.open())
                .containsExactly(new Entry(intent("a"), State.DESTROYING, OptionalLong.of(77), time.instant(), ""));

        journal.gone("a");
        assertThat(journal.open()).isEmpty();
        assertThat(journal.find("a").orElseThrow().state()).isEqualTo(State.GONE);
    }

    @Test
    void aCreateThatMadeNothingIsNotOpen() {
        journal.intend(intent("a"));
        journal.absent("a");

        assertThat(journal.open()).isEmpty();
    }

    @Test
    void leakedAndKeptRentalsStayOpenOldestFirst() {
        journal.intend(intent("b"));
        time.pass(Duration.ofSeconds(1));
        journal.intend(intent("a"));
        journal.created("a", 1);
        journal.kept("a");
        journal.leaked("b", "destroy answered 500 five times");

        assertThat(journal.open()).extracting(Entry::state).containsExactly(State.LEAKED, State.KEPT);
        assertThat(journal.open().get(0).detail()).isEqualTo("destroy answered 500 five times");
    }

    @Test
    void aLeakMaySurfaceLaterAndBeDestroyed() {
        journal.intend(intent("a"));
        journal.leaked("a", "the create was never answered");
        journal.created("a", 5);
        journal.destroying("a");
        journal.gone("a");

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
        journal.gone("a");
        journal.gone("a");

        assertThat(journal.find("a").orElseThrow().state()).isEqualTo(State.GONE);
    }

    @Test
    void whatDoesNotFollowIsRefused() {
        assertThatThrownBy(() -> journal.created("unknown", 1)).isInstanceOf(IllegalStateException.class);

        journal.intend(intent("a"));
        assertThatThrownBy(() -> journal.destroying("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("label a cannot become DESTROYING: it is INTENDED");
        assertThatThrownBy(() -> journal.gone("a")).isInstanceOf(IllegalStateException.class);

        journal.created("a", 5);
        assertThatThrownBy(() -> journal.absent("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.created("a", 6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("label a cannot become CREATED as instance 6: it is CREATED as instance 5");

        journal.gone("a");
        assertThatThrownBy(() -> journal.destroying("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.leaked("a", "")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInstanceThatWasSeenIsNeverAbsent() {
        journal.intend(intent("a"));
        journal.created("a", 5);
        journal.leaked("a", "the listing failed");

        assertThatThrownBy(() -> journal.absent("a")).isInstanceOf(IllegalStateException.class);
    }
}
