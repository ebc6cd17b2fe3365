package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.FailingServer;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunHistory;
import io.vastctl.time.FakeTime;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.RentalOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of two attempts whose state is on a real PostgreSQL, which goes away at each of the run's writes in turn. Nothing
 * may be lost, nothing written twice, and nothing left alive.
 */
final class OutageAtEveryWriteTest {

    @TempDir
    private Path folder;

    @Test
    void aServerThatIsAwayForAWhileChangesNothingButTheWait() {
        int writes = writesOfACalmRun();
        for (int k = 1; k <= writes; k++)
            try (Case broken = new Case("away-" + k)) {
                int at = broken.base + k;
                broken.comesBackAfter = 4;
                broken.server.diesBefore = write -> write == at;

                broken.run();

                broken.assertAsIfNothingHadHappened("away before write " + k);
            }
    }

    @Test
    void anAnswerThatIsLostChangesNothing() {
        int writes = writesOfACalmRun();
        for (int k = 1; k <= writes; k++)
            try (Case broken = new Case("lost-" + k)) {
                int at = broken.base + k;
                broken.comesBackAfter = 1;
                broken.server.losesAnswerOf = write -> write == at;

                broken.run();

                broken.assertAsIfNothingHadHappened("answer lost of write " + k);
            }
    }

    @Test
    void aServerThatIsNotBackBeforeTheRunIsOverFindsItAllAfterwards() {
        int writes = writesOfACalmRun();
        int ready = 0;
        for (int k = 1; k <= writes; k++)
            try (Case broken = new Case("later-" + k)) {
                int at = broken.base + k;
                broken.server.diesBefore = write -> write == at;

                broken.run();

                broken.assertNothingIsLeft("away from write " + k);
                boolean rented = broken.rig.vast.orders.size() == 2;
                assertThat(broken.result().outcome())
                        .as("away from write %d", k)
                        .isEqualTo(rented ? RunOutcome.READY : RunOutcome.ERROR);
                // Who could not rent has waited for the server, for two minutes.
                assertThat(broken.waited).as("away from write %d", k).isEqualTo(rented ? 0 : 120);
                if (rented) ready++;
            }
        assertThat(ready).isPositive().isLessThan(writes);
    }

    private int writesOfACalmRun() {
        try (Case calm = new Case("calm")) {
            calm.run();
            calm.assertAsIfNothingHadHappened("calm");
            return calm.server.writes() - calm.base;
        }
    }

    /** One run and its server. */
    private final class Case implements AutoCloseable {
        private final FakeTime time = new FakeTime();
        private final FakeTime wall = new FakeTime();
        private final FailingServer server = new FailingServer(EmbeddedServer.withTables());
        private final RunRig rig;
        private final int base;
        private int comesBackAfter = Integer.MAX_VALUE;
        private int since;
        private long waited;
        private Optional<RunResult> ended = Optional.empty();

        Case(String name) {
            Sleeper nap = length -> {
                wall.pass(length);
                waited += length.toSeconds();
                stepped();
            };
            rig = RunRig.on(server.open(folder.resolve(name).resolve("server-1.db"), time, wall, nap), time);
            rig.vast.script(1, RunRig.BROKEN_RUNTIME);
            rig.remembers = false;
            rig.calls.before = (call, number) -> {
                wall.pass(Duration.ofSeconds(40));
                stepped();
            };
            base = server.writes();
        }

        private void stepped() {
            if (server.isAway() && ++since >= comesBackAfter) server.comeBack();
        }

        void run() {
            ended = Optional.of(rig.run());
            long duringTheRun = waited;
            server.comeBack();
            rig.ownership.close();
            server.comeBack();
            rig.close();
            waited = duringTheRun;
        }

        RunResult result() {
            return ended.orElseThrow();
        }

        void assertAsIfNothingHadHappened(String when) {
            assertThat(result().outcome()).as(when).isEqualTo(RunOutcome.READY);
            assertThat(result().attempts()).as(when).hasSize(2);
            assertThat(rig.vast.orders).as(when).hasSize(2);
            assertNothingIsLeft(when);
        }

        void assertNothingIsLeft(String when) {
            assertThat(rig.vast.alive()).as(when).isEmpty();
            assertThat(rig.vast.orders).extracting(RentalOrder::label).as(when).doesNotHaveDuplicates();
            assertThat(server.told).as(when).noneMatch(line -> line.contains("wait") && line.contains("next vastctl"));
            assertThat(server.told).as(when).noneMatch(line -> line.contains("refuses") || line.contains("since"));
            try (Database left = server.open(time)) {
                Journal journal = new Journal(left);
                assertThat(journal.open()).as(when).isEmpty();
                assertThat(journal.intendedSince(Instant.EPOCH)).as(when).hasSize(rig.vast.orders.size());
                RunDetail stored = new RunHistory(left).show(RunRig.RUN_ID).orElseThrow();
                assertThat(stored.summary().outcome())
                        .as(when)
                        .isEqualTo(result().outcome().word());
                assertThat(stored.attempts())
                        .as(when)
                        .hasSize(result().attempts().size())
                        .allMatch(attempt -> !attempt.phases().isEmpty());
            }
        }

        @Override
        public void close() {
            rig.close();
        }
    }
}
