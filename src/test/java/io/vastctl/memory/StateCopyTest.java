package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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

/** While a memory is copied, others go on with it as if nothing were. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
final class StateCopyTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Liveness here = new Liveness("laptop/boot", pid -> Optional.of("tick 1"));
    private Database source;
    private Database target;

    @BeforeEach
    void open() {
        source = engine.open(folder.resolve("vastctl.db"), time);
        target = TestEngine.SQLITE.open(folder.resolve("copy.db"), time);
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private List<StateCopy.Rows> rows(Database database) {
        return StateCopy.count(database);
    }

    @Test
    void runsBeatAndRentWhileACopyIsUnderWayAndItIsOfTheMomentItBegan() {
        new Journal(source).intend(Rentals.intent("before"));
        new Owners(source, time).register("owner", here, 1, "vastctl up");
        List<StateCopy.Rows> before = rows(source);
        List<String> filled = new ArrayList<>();

        try (Database runner = engine.open(folder.resolve("vastctl.db"), time)) {
            StateCopy.copy(source, target, table -> {
                // Waiting for the copy would fail here: it goes on only after this.
                time.pass(Duration.ofSeconds(5));
                assertThat(new Owners(runner, time).beat("owner")).isTrue();
                new Journal(runner).intend(Rentals.intent("during-" + table.name()));
                new StoredSettings(runner).set("during-" + table.name(), "value");
                new RunsOn(runner, time, here).join("run-" + table.name(), "vastctl test", 1);
                filled.add(table.name());
            });
        }

        assertThat(filled).hasSameSizeAs(Table.ALL);
        assertThat(rows(target)).isEqualTo(before);
        assertThat(new Journal(target).open()).extracting(Journal.Entry::label).containsExactly("before");
        assertThat(new Owners(target, time).find("owner").orElseThrow().heartbeat())
                .isEqualTo(new Owners(target, time).find("owner").orElseThrow().startedAt());
        assertThat(new Journal(source).open()).hasSize(1 + Table.ALL.size());
        assertThat(new Owners(source, time).find("owner").orElseThrow().heartbeat())
                .isEqualTo(time.instant());
    }

    @Test
    void afterACopyTheSameConnectionWritesAndSeesWhatOthersWrote() {
        try (Database runner = engine.open(folder.resolve("vastctl.db"), time)) {
            StateCopy.copy(source, target);
            new StoredSettings(runner).set("later", "value");
        }
        new StoredSettings(source).set("own", "value");

        assertThat(new StoredSettings(source).list()).containsOnlyKeys("later", "own");
    }

    @Test
    void aCopyThatFailsLeavesNothingThereAndTheSourceUsable() {
        new StoredSettings(source).set("mine", "value");

        assertThatThrownBy(() -> StateCopy.copy(source, target, table -> {
                    throw StoreException.failed("the disk is full", null);
                }))
                .hasMessage("the disk is full");

        assertThat(rows(target)).allMatch(table -> table.rows() == 0);
        new StoredSettings(source).set("more", "value");
        StateCopy.copy(source, target);
        assertThat(new StoredSettings(target).list()).containsOnlyKeys("mine", "more");
    }

    @Test
    void aSnapshotCannotWriteOnAServer() {
        if (engine == TestEngine.SQLITE) return;
        assertThatThrownBy(() -> source.snapshot("write", session -> session.update("DELETE FROM journal")))
                .isInstanceOf(StoreException.class);
        new StoredSettings(source).set("after", "value");
    }

    @Test
    void aServerMaySortABigTableForLongerThanItMayAnswerAQuestion() {
        if (engine == TestEngine.SQLITE) return;
        String impatient = engine.address(folder.resolve("vastctl.db")) + "&socketTimeout=1";
        try (Database slow = Database.on(new PostgresServer(impatient, Map.of()), Clock.systemUTC(), () -> false)) {
            String two = "SELECT 7 FROM pg_sleep(2)";

            long sorted = slow.snapshot("sort", session -> session.number(two));
            long alsoSorted = slow.writeAtLength("sort", session -> session.number(two));

            assertThat(sorted).isEqualTo(7);
            assertThat(alsoSorted).isEqualTo(7);
            assertThatThrownBy(() -> slow.read("ask", session -> session.number(two)))
                    .hasMessageContaining("cannot be reached");
        }
    }
}
