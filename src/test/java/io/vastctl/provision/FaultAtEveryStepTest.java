package io.vastctl.provision;

import static io.vastctl.provision.FakeVast.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RunHistory;
import io.vastctl.outcome.ExitCode;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.RentalOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run of two attempts with an interruption or a refusal at each of its steps in turn: whatever it is, no
 * rental is made twice and none is left alive unnamed. */
final class FaultAtEveryStepTest {

    private static final Set<String> API = Set.of("search", "create", "show", "list", "destroy", "attach", "user");

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
    void anInterruptionAtAnyCallLeavesNothingBehind() {
        try (Database database = Database.open(folder.resolve("shared.db"), Clock.systemUTC())) {
            for (int k = 1; k <= calls; k++) {
                RunRig bench = scripted(new RunRig(database, "r" + k));
                int at = k;
                bench.calls.before = (name, number) -> {
                    if (number == at) Thread.currentThread().interrupt();
                };

                RunResult result = bench.run();

                assertThat(result.outcome()).as("interrupted at call %d", k).isEqualTo(RunOutcome.INTERRUPTED);
                assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                assertNothingLeft(bench, "interrupted at call " + k);
            }
        }
    }

    @Test
    void anInterruptionAtEveryCallFromOneOnLeavesNothingBehind() {
        try (Database database = Database.open(folder.resolve("shared.db"), Clock.systemUTC())) {
            for (int k = 1; k <= calls; k++) {
                RunRig bench = scripted(new RunRig(database, "r" + k));
                int from = k;
                // Impatient for ten calls: then even the most eager finger rests.
                bench.calls.before = (name, number) -> {
                    if (number >= from && number < from + 10)
                        Thread.currentThread().interrupt();
                };

                assertThat(bench.run().outcome()).isEqualTo(RunOutcome.INTERRUPTED);
                assertNothingLeft(bench, "interrupted from call " + k);
            }
        }
    }

    /** Each with a journal of its own: the market of the next one would not have what the last one left in it. */
    @Test
    void aCallBrokenOffByAnInterruptionLeavesNothingBehind() {
        for (int k = 1; k <= calls; k++) {
            try (RunRig bench = bench(folder.resolve("own-" + k))) {
                int at = k;
                bench.calls.before = (name, number) -> {
                    if (number == at) throw new InterruptedException("broken off");
                };

                RunResult result = bench.run();

                assertThat(result.outcome()).isEqualTo(RunOutcome.INTERRUPTED);
                assertNothingUnnoticed(bench, result, "broken off at call " + k);
            }
        }
    }

    @Test
    void aCreateBrokenOffAfterItWasCarriedOutIsFoundAndDestroyed() {
        try (RunRig bench = bench(folder.resolve("own"))) {
            bench.vast.listingLag = Duration.ofSeconds(15);
            bench.vast.createFault = order -> {
                bench.vast.put(order);
                throw new InterruptedException("broken off");
            };

            RunResult result = bench.run();

            assertThat(result.outcome()).isEqualTo(RunOutcome.INTERRUPTED);
            assertThat(result.attempts().get(0).instanceId()).hasValue(501);
            assertThat(result.costDollars()).isPositive();
            assertNothingLeft(bench, "broken off");
        }
    }

    @Test
    void whatIsNotProvenHalfAMinuteAfterAnInterruptionIsNamed() {
        try (RunRig bench = bench(folder.resolve("own"))) {
            bench.vast.listingLag = Duration.ofSeconds(90);
            bench.vast.createFault = order -> {
                bench.vast.put(order);
                throw new InterruptedException("broken off");
            };
            Instant before = bench.time.instant();

            RunResult result = bench.run();

            assertThat(Duration.between(before, bench.time.instant())).isLessThan(Duration.ofSeconds(45));
            assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
            assertThat(bench.vast.alive()).hasSize(1);
            assertNothingUnnoticed(bench, result, "not listed in time");
        }
    }

    @Test
    void aDestroyWithoutEffectIsGivenUpHalfAMinuteAfterAnInterruption() {
        try (RunRig bench = bench(folder.resolve("own"))) {
            bench.vast.destroyHasNoEffect = true;
            Instant before = bench.time.instant();
            bench.calls.before = (name, number) -> {
                if (name.equals("destroy")) Thread.currentThread().interrupt();
            };

            RunResult result = bench.run();

            assertThat(Duration.between(before, bench.time.instant())).isLessThan(Duration.ofMinutes(2));
            assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
            assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.LEAKED);
            assertNothingUnnoticed(bench, result, "leaked");
        }
    }

    @Test
    void aBugInTheClientAtAnyCallLeavesNothingBehind() {
        atEachApiCall("a bug", () -> new IllegalStateException("a bug"), false);
    }

    @Test
    void anInterruptionAfterALostAnswerLeavesNothingBehind() {
        try (Database database = Database.open(folder.resolve("shared.db"), Clock.systemUTC())) {
            for (int k = 1; k <= calls; k++) {
                RunRig bench = scripted(new RunRig(database, "r" + k));
                bench.vast.createFault = order -> true;
                bench.vast.listingLag = Duration.ofSeconds(25);
                int at = k;
                bench.calls.before = (name, number) -> {
                    if (number == at) Thread.currentThread().interrupt();
                };

                assertThat(bench.run().outcome()).isEqualTo(RunOutcome.INTERRUPTED);
                assertNothingLeft(bench, "interrupted at call " + k);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ApiProblem.class)
    void oneRefusalAtAnyApiCallLeavesNothingBehind(ApiProblem problem) {
        atEachApiCall(problem.name(), () -> refusal(problem), false);
    }

    @ParameterizedTest
    @EnumSource(
            value = ApiProblem.class,
            names = {"AUTH", "THROTTLED", "TRANSPORT", "NOT_FOUND"})
    void anApiThatRefusesFromSomeCallOnLeavesNothingUnnamed(ApiProblem problem) {
        atEachApiCall(problem.name(), () -> refusal(problem), true);
    }

    private void atEachApiCall(String what, Supplier<RuntimeException> fault, boolean forGood) {
        try (Database database = Database.open(folder.resolve("shared.db"), Clock.systemUTC())) {
            for (int k = 1; k <= calls; k++) {
                RunRig bench = scripted(new RunRig(database, "r" + k));
                int at = k;
                bench.calls.before = (name, number) -> {
                    if (API.contains(name) && (number == at || (forGood && number > at))) throw fault.get();
                };

                RunResult result = bench.run();

                String when = what + " at call " + k;
                assertThat(bench.vast.orders)
                        .extracting(RentalOrder::label)
                        .as(when)
                        .doesNotHaveDuplicates();
                assertThat(result.stillRunning())
                        .extracting(AttemptResult::label)
                        .as(when)
                        .containsAll(bench.vast.aliveLabels());
                assertThat(result.exitCode() == ExitCode.MAY_STILL_RUN)
                        .as(when)
                        .isEqualTo(!result.stillRunning().isEmpty());
                if (!forGood) assertNothingLeft(bench, when);
            }
        }
    }

    /** What is not proven gone is open in the journal and named in the result, and nothing else is. */
    private static void assertNothingUnnoticed(RunRig bench, RunResult result, String when) {
        List<String> named =
                result.stillRunning().stream().map(AttemptResult::label).toList();
        assertThat(named).as(when).containsAll(bench.vast.aliveLabels());
        assertThat(bench.journal.open().stream()
                        .filter(entry -> entry.intent().runId().equals(bench.runId))
                        .map(Journal.Entry::label))
                .as(when)
                .containsExactlyElementsOf(named);
        assertThat(result.exitCode() == ExitCode.MAY_STILL_RUN).as(when).isEqualTo(!named.isEmpty());
    }

    private static void assertNothingLeft(RunRig bench, String when) {
        assertThat(bench.vast.alive()).as(when).isEmpty();
        assertThat(bench.vast.orders).extracting(RentalOrder::label).as(when).doesNotHaveDuplicates();
        List<Journal.Entry> open = bench.journal.open().stream()
                .filter(entry -> entry.intent().runId().equals(bench.runId))
                .toList();
        assertThat(open).as(when).isEmpty();
        assertThat(new RunHistory(bench.database).show(bench.runId)).as(when).isPresent();
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
