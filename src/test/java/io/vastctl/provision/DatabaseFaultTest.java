package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.FailingWrites;
import io.vastctl.outcome.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of two attempts with a database that fails at each of its writes in turn. */
final class DatabaseFaultTest {

    @TempDir
    private Path folder;

    private int calls;

    @BeforeEach
    void countTheSteps() {
        try (RunRig calm = bench(folder.resolve("calm"))) {
            assertThat(calm.run().attempts()).hasSize(2);
            calls = calm.calls.names().size();
        }
        assertThat(calls).isGreaterThan(25);
    }

    @Test
    void aDatabaseThatFailsFromAnyWriteOnLeavesNothingBehind() throws Exception {
        boolean untouched = false;
        for (int k = 1; !untouched; k++) {
            Path own = Files.createDirectories(folder.resolve("w" + k));
            try (RunRig bench = bench(own)) {
                FailingWrites.from(own.resolve("vastctl.db"), k, "journal", "runs", "attempts", "bad_hosts");

                RunResult result = bench.run();

                untouched = result.outcome() == RunOutcome.READY;
                if (!untouched) assertTroubleIsTold(bench, result, "failing from write " + k);
                assertThat(k).isLessThan(40);
            }
        }
    }

    @Test
    void aDatabaseThatFailsAtOneWriteLeavesNothingBehind() {
        boolean untouched = false;
        for (int k = 1; !untouched; k++) {
            Path own = folder.resolve("c" + k);
            try (RunRig bench = scripted(new RunRig(own, FailingWrites.atThe(k, Clock.systemUTC())))) {
                RunResult result = bench.run();

                untouched = result.outcome() == RunOutcome.READY;
                if (!untouched) assertTroubleIsTold(bench, result, "failing at write " + k);
                assertThat(k).isLessThan(40);
            }
        }
    }

    @Test
    void aDatabaseClosedAtAnyCallLeavesNothingBehind() {
        for (int k = 1; k <= calls; k += 3) {
            try (RunRig bench = bench(folder.resolve("closed" + k))) {
                int at = k;
                bench.calls.before = (name, number) -> {
                    if (number == at) bench.database.close();
                };

                RunResult result = bench.run();

                assertThat(result.outcome()).as("closed at call %d", k).isEqualTo(RunOutcome.ERROR);
                assertThat(bench.vast.alive()).as("closed at call %d", k).isEmpty();
                assertThat(bench.vast.orders.size()).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void aDatabaseThatFailsWhileARentalLeaksIsStillCodeSix() throws Exception {
        Path own = Files.createDirectories(folder.resolve("leak"));
        try (RunRig bench = bench(own)) {
            FailingWrites.from(own.resolve("vastctl.db"), 4, "journal", "runs", "attempts", "bad_hosts");
            bench.vast.destroyHasNoEffect = true;

            RunResult result = bench.run();

            assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
            assertThat(result.outcome()).isEqualTo(RunOutcome.ERROR);
            assertThat(result.stillRunning()).extracting(AttemptResult::label).containsExactly("vastctl-r1-1");
        }
    }

    @Test
    void aNewerVastctlThatUpdatesTheTablesLetsTheRentalEndAndNothingMoreBeRented() {
        try (RunRig bench = bench(folder.resolve("newer"))) {
            bench.calls.before = (name, number) -> {
                if (bench.vast.orders.size() == 1)
                    bench.database.write("update", session -> session.update("PRAGMA user_version = 99"));
            };

            RunResult result = bench.run();

            assertThat(result.outcome()).isEqualTo(RunOutcome.ERROR);
            assertThat(result.exitCode()).isEqualTo(ExitCode.INTERNAL);
            assertThat(result.message()).contains("a newer vastctl has brought", "rents nothing more");
            assertThat(bench.vast.orders).hasSize(1);
            assertThat(bench.vast.alive()).isEmpty();
            assertThat(bench.journal.open()).isEmpty();
        }
    }

    private static void assertTroubleIsTold(RunRig bench, RunResult result, String when) {
        assertThat(result.exitCode()).as(when).isEqualTo(ExitCode.INTERNAL);
        assertThat(result.message()).as(when).contains("disk full");
        assertThat(bench.vast.alive()).as(when).isEmpty();
        assertThat(bench.vast.orders)
                .as(when)
                .allMatch(order -> bench.journal.find(order.label()).isPresent());
    }

    private static RunRig bench(Path folder) {
        return scripted(new RunRig(folder));
    }

    private static RunRig scripted(RunRig bench) {
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        // Many runs share a database, and each is to take the same steps.
        bench.remembers = false;
        return bench;
    }
}
