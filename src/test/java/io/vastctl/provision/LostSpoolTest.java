package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.FailingServer;
import io.vastctl.memory.Journal;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import io.vastctl.time.FakeTime;
import io.vastctl.vast.RentalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pod that dies while its PostgreSQL is away, and takes its disk along. The intents are on the server, so whoever comes
 * next finds what it rented by the labels.
 */
final class LostSpoolTest {

    private static final long NEXT_PID = 2;

    /** Nothing in the run survives it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    private Path folder;

    @Test
    void notesThatAreLostWithTheirPodLeaveNoRentalBehind() throws IOException {
        int calls = callsOfACalmRun();
        int lost = 0;
        int alive = 0;
        for (int away = 1; away <= calls; away += 3)
            for (int later : List.of(1, 4, 12))
                try (Pod pod = new Pod(away + "-" + later)) {
                    pod.dies(away, away + later);
                    if (!pod.rig.vast.alive().isEmpty()) alive++;
                    if (pod.isGoneWithItsNotes()) lost++;

                    pod.assertTheNextOneLeavesNothing("away at call " + away + ", dead " + later + " later");
                }
        assertThat(lost).isGreaterThan(5);
        assertThat(alive).isGreaterThan(5);
    }

    private int callsOfACalmRun() {
        try (Pod calm = new Pod("calm")) {
            assertThat(calm.rig.run().attempts()).hasSize(2);
            return calm.rig.calls.names().size();
        }
    }

    /** A run with a disk of its own. */
    private final class Pod implements AutoCloseable {
        private final FakeTime time = new FakeTime();
        private final FakeTime wall = new FakeTime();
        private final FailingServer server = new FailingServer(EmbeddedServer.withTables());
        private final Path disk;
        private final RunRig rig;

        Pod(String name) {
            disk = folder.resolve(name);
            rig = RunRig.on(server.open(disk.resolve("server-1.db"), time, wall, wall), time);
            rig.vast.script(1, RunRig.BROKEN_RUNTIME);
            rig.remembers = false;
        }

        /** The server goes away before one call to the market, and the pod dies before another. */
        void dies(int awayAt, int deadAt) {
            rig.calls.before = (call, number) -> {
                wall.pass(Duration.ofSeconds(40));
                if (number >= awayAt) server.goAway();
                if (number >= deadAt) throw new Death();
            };
            try {
                rig.run();
            } catch (Death died) {
                assertThat(server.isAway()).isTrue();
            }
            rig.calls.before = (call, number) -> {};
        }

        /** @return whether there was a note that nobody has now */
        boolean isGoneWithItsNotes() throws IOException {
            rig.database.close();
            if (!Files.exists(disk)) return false;
            try (Stream<Path> files = Files.walk(disk)) {
                List<Path> notes = files.filter(Files::isRegularFile).toList();
                for (Path note : notes) Files.delete(note);
                return notes.stream().anyMatch(note -> note.toString().contains("-spool-"));
            }
        }

        void assertTheNextOneLeavesNothing(String when) {
            server.comeBack();
            int ordered = rig.vast.orders.size();
            try (Database elsewhere = server.open(time)) {
                Ownership next = Ownership.open(
                        elsewhere, "test", time, RunRig.living(NEXT_PID), (every, beat) -> () -> {}, NEXT_PID);
                SweepReport report =
                        new Sweep(rig.vast, next, MarketName.REAL, time, time, "vastctl").sweep(Sweep.Mode.DESTROY);

                assertThat(report.trouble()).as(when).isEmpty();
                assertThat(report.leftovers()).as(when).isEmpty();
                assertThat(rig.vast.alive()).as(when).isEmpty();
                assertThat(new Journal(elsewhere).open()).as(when).isEmpty();
            }
            assertThat(rig.vast.orders).as(when).hasSize(ordered);
            assertThat(rig.vast.orders).extracting(RentalOrder::label).as(when).doesNotHaveDuplicates();
        }

        @Override
        public void close() {
            rig.close();
        }
    }
}
