package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.provision.sweep.Sweep;
import io.vastctl.provision.sweep.SweepReport;
import io.vastctl.vast.RentalOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of two attempts whose process dies at each of its steps in turn. What it leaves is its database as it was on
 * disk at that moment, and the market; the next command's sweep must leave nothing alive, and nothing open.
 */
final class DeathAtEveryStepTest {

    private static final long NEXT_PID = 2;

    /** Nothing in the run survives it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    private Path folder;

    private int calls;

    @BeforeEach
    void countTheSteps() {
        try (RunRig calm = bench("calm")) {
            assertThat(calm.run().attempts()).hasSize(2);
            calls = calm.calls.names().size();
        }
        assertThat(calls).isGreaterThan(25);
    }

    @Test
    void aDeathBeforeAnyCallIsCleanedUpAfter() {
        for (int k = 1; k <= calls; k++) dieBefore(k, bench -> {}, bench -> {}, "before call " + k);
    }

    @Test
    void aDeathAfterALostAnswerIsCleanedUpAfter() {
        Consumer<RunRig> lossy = bench -> {
            bench.vast.createFault = order -> true;
            bench.vast.listingLag = Duration.ofSeconds(25);
        };
        for (int k = 1; k <= calls; k++) dieBefore(k, lossy, bench -> {}, "answer lost, before call " + k);
    }

    @Test
    void aListingThatLagsDoesNotHideWhatIsLeft() {
        for (int k = 1; k <= calls; k += 3)
            dieBefore(
                    k,
                    bench -> {},
                    bench -> bench.vast.listingLag = Duration.ofSeconds(40),
                    "lagging, before call " + k);
    }

    @Test
    void listingsThatAreEmptyAtFirstDoNotHideWhatIsLeft() {
        for (int k = 1; k <= calls; k += 3)
            dieBefore(
                    k,
                    bench -> {},
                    bench -> {
                        bench.vast.lies.add(List.of());
                        bench.vast.lies.add(List.of());
                    },
                    "empty at first, before call " + k);
    }

    @Test
    void whatComesBackToTheSweepIsDestroyedAgain() {
        for (int k = 1; k <= calls; k += 3)
            dieBefore(k, bench -> {}, bench -> bench.vast.returnsAfterDestroy = 1, "coming back, before call " + k);
    }

    @Test
    void aDeathAfterTheMarketActedAndBeforeItsAnswerIsCleanedUpAfter() {
        for (String what : new String[] {"create", "destroy"}) {
            for (int nth = 1; nth <= 2; nth++) {
                int at = nth;
                try (RunRig bench = bench("after-" + what + nth)) {
                    Killer killer = new Killer(bench);
                    int[] count = {0};
                    bench.vast.after = (name, number) -> {
                        if (name.equals(what) && ++count[0] == at) killer.kill();
                    };
                    killer.run();
                    bench.vast.listingLag = Duration.ofSeconds(15);
                    assertNothingLeft(killer, bench, "after " + what + " " + nth);
                }
            }
        }
    }

    /** The sweep itself dies at each of its calls, and the next one finishes its work. */
    @Test
    void aSweepThatDiesAtAnyCallIsFinishedByTheNext() {
        for (int k = 1; k <= 12; k++) {
            int at = k;
            try (RunRig bench = bench("sweep-" + k)) {
                Killer killer = new Killer(bench);
                bench.vast.after = (name, number) -> {
                    if (name.equals("create")) killer.kill();
                };
                killer.run();
                int before = bench.calls.names().size();
                Path second = folder.resolve("second-" + k);
                bench.calls.before = (name, number) -> {
                    if (number == before + at) {
                        copy(killer.copy, second);
                        throw new Death();
                    }
                    if (number > before + at) throw new Death();
                };
                try {
                    sweep(killer.copy, bench, NEXT_PID);
                    copy(killer.copy, second);
                } catch (Death died) {
                    assertThat(second).exists();
                }
                bench.calls.before = (name, number) -> {};

                SweepReport report = sweep(second, bench, NEXT_PID + 1);

                assertThat(report.leftovers()).as("call %d", k).isEmpty();
                assertThat(bench.vast.alive()).as("call %d", k).isEmpty();
                assertThat(open(second, bench)).as("call %d", k).isZero();
                assertThat(bench.vast.orders).hasSize(1);
            }
        }
    }

    private void dieBefore(int k, Consumer<RunRig> before, Consumer<RunRig> after, String when) {
        try (RunRig bench = bench(when.replaceAll("\\W+", "-"))) {
            before.accept(bench);
            Killer killer = new Killer(bench);
            killer.at = number -> number == k;
            killer.run();
            after.accept(bench);
            assertNothingLeft(killer, bench, when);
        }
    }

    private void assertNothingLeft(Killer killer, RunRig bench, String when) {
        int ordered = bench.vast.orders.size();

        SweepReport report = sweep(killer.copy, bench, NEXT_PID);

        assertThat(report.trouble()).as(when).isEmpty();
        assertThat(report.leftovers()).as(when).isEmpty();
        assertThat(bench.vast.alive()).as(when).isEmpty();
        assertThat(open(killer.copy, bench)).as(when).isZero();
        assertThat(bench.vast.orders).as(when).hasSize(ordered);
        assertThat(bench.vast.orders).extracting(RentalOrder::label).as(when).doesNotHaveDuplicates();
    }

    private static SweepReport sweep(Path file, RunRig bench, long pid) {
        try (Database database = Database.open(file, bench.time)) {
            Ownership next =
                    Ownership.open(database, "test", bench.time, RunRig.living(pid), (every, beat) -> () -> {}, pid);
            return new Sweep(bench.vast, next, MarketName.REAL, bench.time, bench.time, "vastctl")
                    .sweep(Sweep.Mode.DESTROY);
        }
    }

    private static int open(Path file, RunRig bench) {
        try (Database database = Database.open(file, bench.time)) {
            return new Journal(database).open().size();
        }
    }

    private RunRig bench(String name) {
        RunRig bench = RunRig.onOneClock(folder.resolve(name));
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.remembers = false;
        return bench;
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
            Path log = from.resolveSibling(from.getFileName() + "-wal");
            if (Files.exists(log)) Files.copy(log, to.resolveSibling(to.getFileName() + "-wal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface At {
        boolean is(int number);
    }

    /** Lets a run die once, and keeps its database as it was then. */
    private static final class Killer {
        private final RunRig bench;
        private final Path copy;
        private At at = number -> false;
        private boolean dead;

        Killer(RunRig bench) {
            this.bench = bench;
            copy = bench.database.file().orElseThrow().resolveSibling("left.db");
            bench.calls.before = (name, number) -> {
                if (dead) throw new Death();
                if (at.is(number)) kill();
            };
        }

        void kill() {
            dead = true;
            copy(bench.database.file().orElseThrow(), copy);
            throw new Death();
        }

        void run() {
            try {
                bench.run();
            } catch (Death died) {
                assertThat(dead).isTrue();
            }
            assertThat(dead).isTrue();
            bench.calls.before = (name, number) -> {};
            bench.vast.after = (name, number) -> {};
        }
    }
}
