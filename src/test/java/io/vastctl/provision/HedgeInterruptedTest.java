package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Phase;
import io.vastctl.vast.ApiProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two rentals live, and then somebody wants to stop, or something of our own breaks. Nothing is left of either. */
final class HedgeInterruptedTest {

    @TempDir
    private Path folder;

    @AfterEach
    void theFlagIsNotLeftBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    private RunRig bench(String name) {
        RunRig bench = HedgeRig.open(folder.resolve(name));
        bench.vast.script(1, HedgeRig.pulling(500));
        bench.vast.script(2, HedgeRig.pulling(90));
        return bench;
    }

    /** The number of the second create in an undisturbed run, and that of the last destroy. */
    private int[] callsOfAHedge() {
        try (RunRig bench = bench("calm")) {
            assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
            List<String> names = bench.calls.names();
            return new int[] {names.lastIndexOf("create") + 1, names.lastIndexOf("destroy") + 1};
        }
    }

    private static void endsInterrupted(RunRig bench, RunResult result, String when) {
        assertThat(result.outcome()).as(when).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(result.exitCode()).as(when).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(bench.vast.alive()).as(when).isEmpty();
        assertThat(bench.journal.open()).as(when).isEmpty();
        assertThat(result.attempts())
                .as(when)
                .allSatisfy(attempt -> attempt.failure()
                        .ifPresent(failure -> assertThat(failure.blames()).isEqualTo(Blame.NOBODY)));
    }

    /** As an HTTP call or a sleep throws it on whichever thread makes it. */
    @Test
    void anInterruptionAtAnyCallEndsBoth() {
        int[] calls = callsOfAHedge();
        assertThat(calls[1] - calls[0]).isGreaterThan(20);
        for (int k = calls[0] - 4; k <= calls[1]; k += k < calls[0] + 4 ? 1 : 3) {
            int at = k;
            // Nobody can tell within half a minute what became of a create that was broken off.
            if (k == calls[0]) continue;
            try (RunRig bench = bench("at-" + k)) {
                bench.calls.before = (name, number) -> {
                    if (number == at) throw new InterruptedException();
                };
                endsInterrupted(bench, bench.run(), "call " + k);
            }
        }
    }

    @Test
    void aBrokenOffCreateOfTheSecondIsCodeSixAndTheFirstIsGone() {
        int create = callsOfAHedge()[0];
        try (RunRig bench = bench("create")) {
            bench.calls.before = (name, number) -> {
                if (number == create) throw new InterruptedException();
            };
            RunResult result = bench.run();

            assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
            assertThat(result.stillRunning()).extracting(AttemptResult::number).containsExactly(2);
            assertThat(bench.vast.alive()).isEmpty();
        }
    }

    /** As a signal does it: to the main thread, whoever runs. */
    @Test
    void aSignalToTheMainThreadEndsBothWhoeverRuns() {
        int[] calls = callsOfAHedge();
        Thread main = Thread.currentThread();
        for (int k = calls[0] + 1; k <= calls[1]; k += 4) {
            int at = k;
            try (RunRig bench = bench("signal-" + k)) {
                bench.calls.before = (name, number) -> {
                    if (number == at) main.interrupt();
                };
                RunResult result = bench.run();
                // The one that runs may be verified before it notices; then the run is over, and interrupted.
                endsInterrupted(bench, result, "call " + k);
            }
        }
    }

    @Test
    void whatUpHasKeptIsGivenUpWhenTheSignalComesWhileTheLoserGoes() {
        Thread main = Thread.currentThread();
        try (RunRig bench = bench("up")) {
            bench.command = "up";
            bench.listener = event -> {
                if (event instanceof RunEvent.CleanedUp cleaned && cleaned.cleanup() == Cleanup.KEPT) main.interrupt();
            };
            RunResult result = bench.run();

            endsInterrupted(bench, result, "kept");
            assertThat(result.attempts()).noneMatch(attempt -> attempt.key().isPresent());
        }
    }

    @Test
    void anEndpointWhoseKeepingIsInterruptedIsGivenUp() {
        try (RunRig bench = bench("keeping")) {
            bench.command = "up";
            RunResult result = bench.provisioner().run(bench.request(), kept -> {
                throw new InterruptedException();
            });

            endsInterrupted(bench, result, "while its lease is renewed");
        }
    }

    @Test
    void anExceptionInEitherEndsBothWithCodeOne() {
        int[] calls = callsOfAHedge();
        for (int k = calls[0] + 1; k <= calls[1]; k += 5) {
            int at = k;
            try (RunRig bench = bench("broken-" + k)) {
                boolean[] thrown = {false};
                bench.calls.before = (name, number) -> {
                    boolean ssh = name.equals("ssh") || name.equals("ask");
                    if (number >= at && ssh && !thrown[0]) {
                        thrown[0] = true;
                        throw new IllegalStateException("a bug");
                    }
                };
                RunResult result = bench.run();

                // The last ones come after every look.
                if (!thrown[0]) continue;
                assertThat(result.outcome()).as("call %d", k).isEqualTo(RunOutcome.ERROR);
                assertThat(result.message()).contains("a bug");
                assertThat(bench.vast.alive()).isEmpty();
                assertThat(bench.journal.open()).isEmpty();
            }
        }
    }

    @Test
    void aMarketThatCannotBeAskedBeforeTheSecondOneLeavesTheFirstAlone() {
        try (RunRig bench = bench("silent")) {
            bench.calls.before = (name, number) -> {
                if (name.equals("user") && number > 10) throw FakeVast.refusal(ApiProblem.UNAVAILABLE);
            };
            RunResult result = bench.run();

            assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(result.hedges()).isEmpty();
            assertThat(result.noHedge()).singleElement().asString().startsWith("the market cannot be asked: ");
            assertThat(result.attempts())
                    .singleElement()
                    .satisfies(
                            attempt -> assertThat(attempt.phases()).anyMatch(time -> time.phase() == Phase.IMAGE_PULL));
        }
    }

    @Test
    void anUnclearCreateOfTheSecondIsSettledWhileTheFirstGoesOn() {
        Consumer<RunRig> lossy = bench -> {
            bench.vast.createFault = order -> order.offerId() == 2;
            bench.vast.listingLag = Duration.ofSeconds(25);
        };
        try (RunRig bench = bench("lossy")) {
            lossy.accept(bench);
            RunResult result = bench.run();

            assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(result.attempts().get(1).isReady()).isTrue();
            assertThat(bench.vast.alive()).isEmpty();
            assertThat(bench.journal.open()).isEmpty();
        }
    }
}
