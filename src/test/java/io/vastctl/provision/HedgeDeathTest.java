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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies while two rentals live, at each call in turn. What it leaves is its database as it was on disk at
 * that moment, and the market; the next command's sweep settles both.
 */
final class HedgeDeathTest {

    private static final long NEXT_PID = 2;

    /** Nothing in the run survives it. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    private Path folder;

    private RunRig bench(String name) {
        RunRig bench = HedgeRig.open(folder.resolve(name));
        bench.vast.script(1, HedgeRig.pulling(500));
        return bench;
    }

    @Test
    void theNextSweepSettlesBothWheneverTheProcessDies() {
        int from;
        int to;
        try (RunRig calm = bench("calm")) {
            calm.run();
            from = calm.calls.names().lastIndexOf("create");
            to = calm.calls.names().size();
        }
        int both = 0;
        for (int k = from; k <= to; k += k < from + 4 ? 1 : 2) both = Math.max(both, dieBefore(k));
        assertThat(both).as("most rentals that a death left alive").isEqualTo(2);
    }

    /** Returns how many rentals were alive when it died. */
    private int dieBefore(int k) {
        try (RunRig bench = bench("death-" + k)) {
            Path copy = bench.database.file().orElseThrow().resolveSibling("left.db");
            int[] alive = {-1};
            bench.calls.before = (name, number) -> {
                if (alive[0] < 0 && number == k) {
                    alive[0] = bench.vast.alive().size();
                    copy(bench.database.file().orElseThrow(), copy);
                }
                if (alive[0] >= 0) throw new Death();
            };
            try {
                bench.run();
            } catch (Death died) {
                assertThat(alive[0]).isNotNegative();
            }
            bench.calls.before = (name, number) -> {};
            settled(copy, bench, "before call " + k);
            return alive[0];
        }
    }

    private static void settled(Path left, RunRig bench, String when) {
        try (Database database = Database.open(left, bench.time)) {
            Ownership next = Ownership.open(
                    database, "test", bench.time, RunRig.living(NEXT_PID), (every, beat) -> () -> {}, NEXT_PID);
            SweepReport report = new Sweep(bench.vast, next, MarketName.REAL, bench.time, bench.time, "vastctl")
                    .sweep(Sweep.Mode.DESTROY);

            assertThat(report.trouble()).as(when).isEmpty();
            assertThat(report.leftovers()).as(when).isEmpty();
            assertThat(bench.vast.alive()).as(when).isEmpty();
            assertThat(new Journal(database).open()).as(when).isEmpty();
            assertThat(bench.vast.orders)
                    .extracting(RentalOrder::label)
                    .as(when)
                    .doesNotHaveDuplicates();
        }
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
}
