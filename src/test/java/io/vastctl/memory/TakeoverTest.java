package io.vastctl.memory;

import static io.vastctl.memory.Rentals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
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
class TakeoverTest {

    @Parameter
    TestEngine engine;

    private static final Liveness ELSEWHERE = new Liveness("elsewhere", pid -> Optional.empty());

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private Owners owners;
    private Journal old;
    private Journal young;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        owners = new Owners(database, time);
        owners.register("old", ELSEWHERE, 1, "test");
        owners.register("young", ELSEWHERE, 2, "test");
        old = new Journal(database, "old");
        young = new Journal(database, "young");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsOpenChangesHandsAndWhatIsClosedDoesNot() {
        old.intend(intent("open"));
        old.intend(intent("closed"));
        old.absent("closed", "");

        assertThat(young.takeOver(owners.find("old").orElseThrow(), "real", time.instant()))
                .extracting(Entry::label, Entry::ownerId)
                .containsExactly(tuple("open", "young"));
        assertThat(old.find("closed").orElseThrow().ownerId()).isEqualTo("old");
    }

    @Test
    void entriesOfAnotherMarketStayWhereTheyAre() {
        old.intend(intent("open"));

        assertThat(young.takeOver(owners.find("old").orElseThrow(), "http://127.0.0.1:1", time.instant()))
                .isEmpty();
        assertThat(old.find("open").orElseThrow().ownerId()).isEqualTo("old");
    }

    @Test
    void theSecondToTryGetsNothing() {
        old.intend(intent("open"));
        OwnerRow dead = owners.find("old").orElseThrow();
        owners.register("third", ELSEWHERE, 3, "test");

        assertThat(young.takeOver(dead, "real", time.instant())).hasSize(1);
        assertThat(new Journal(database, "third").takeOver(dead, "real", time.instant()))
                .isEmpty();
    }

    @Test
    void aSignOfLifeSinceTheDecisionStopsTheTakeover() {
        old.intend(intent("open"));
        OwnerRow asSeen = owners.find("old").orElseThrow();
        time.pass(Duration.ofSeconds(61));
        assertThat(owners.beat("old")).isTrue();

        assertThat(young.takeOver(asSeen, "real", time.instant())).isEmpty();
        old.created("open", 5);
        assertThat(old.find("open").orElseThrow().state()).isEqualTo(State.CREATED);
    }

    @Test
    void aProcessThatWasAsleepNoticesAndRentsNothingMore() {
        old.intend(intent("open"));
        old.created("open", 5);
        young.takeOver(owners.find("old").orElseThrow(), "real", time.instant());

        assertThat(owners.beat("old")).isFalse();
        assertThatThrownBy(() -> old.spent("open", 1)).isInstanceOf(TakenOverException.class);
        assertThatThrownBy(() -> old.destroying("open")).isInstanceOf(TakenOverException.class);
        assertThatThrownBy(() -> old.intend(intent("more"))).isInstanceOf(TakenOverException.class);
        assertThat(old.find("more")).isEmpty();
        young.destroying("open");
    }

    @Test
    void oneEntryIsClaimedOnceAndOnlyAsItWasRead() {
        old.intend(intent("open"));
        Entry entry = old.find("open").orElseThrow();
        Journal third = new Journal(database, "third");

        assertThat(young.claim(entry)).isTrue();
        assertThat(third.claim(entry)).isFalse();
    }

    @Test
    void oldRowsAreForgottenUnlessTheirRentalsAreOpen() {
        old.intend(intent("open"));
        owners.end("old");
        owners.end("young");
        time.pass(Duration.ofDays(31));

        owners.register("new", ELSEWHERE, 4, "doctor");

        assertThat(owners.list()).extracting(OwnerRow::ownerId).containsExactly("old", "new");
    }

    @Test
    void anEmptyListingIsDoubtfulWhileAnotherRentalWasSeenAlive() {
        old.intend(intent("living"));
        old.created("living", 5);
        young.intend(intent("lost"));
        assertThat(young.othersLive("lost", Duration.ofMinutes(2))).isFalse();

        time.pass(Duration.ofSeconds(30));
        old.spent("living", 0.01);
        assertThat(young.othersLive("lost", Duration.ofMinutes(2))).isTrue();
        assertThat(young.othersLive("living", Duration.ofMinutes(2))).isFalse();

        time.pass(Duration.ofMinutes(3));
        assertThat(young.othersLive("lost", Duration.ofMinutes(2))).isFalse();
    }
}
