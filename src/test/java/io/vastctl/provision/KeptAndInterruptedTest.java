package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal.State;
import io.vastctl.outcome.ExitCode;
import io.vastctl.vast.ApiProblem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} has verified an endpoint and kept it; then somebody does not want it any more, or trouble comes. */
class KeptAndInterruptedTest {

    @TempDir
    Path folder;

    private RunRig bench;

    @BeforeEach
    void open() {
        bench = new RunRig(folder);
        bench.command = "up";
    }

    @AfterEach
    void close() {
        assertThat(Thread.interrupted()).isFalse();
        bench.close();
    }

    @Test
    void whatNobodyInterruptsIsKept() {
        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).extracting(AttemptResult::cleanup).containsExactly(Cleanup.KEPT);
        assertThat(bench.vast.alive()).hasSize(1);
    }

    @Test
    void anInterruptionWhileItsLeaseIsRenewedDestroysIt() {
        RunResult result = bench.provisioner().run(bench.request(), kept -> {
            throw new InterruptedException();
        });

        isDestroyed(result);
    }

    @Test
    void anInterruptionRightAfterItWasKeptDestroysIt() {
        bench.listener = event -> {
            if (event instanceof RunEvent.CleanedUp cleaned && cleaned.cleanup() == Cleanup.KEPT)
                Thread.currentThread().interrupt();
        };

        isDestroyed(bench.run());
    }

    private void isDestroyed(RunResult result) {
        assertThat(result.outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(result.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.cleanup()).isEqualTo(Cleanup.DESTROYED);
            assertThat(attempt.key()).isEmpty();
        });
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.journal.open()).isEmpty();
        assertThat(bench.history.show("r1").orElseThrow().attempts().get(0).cleanup())
                .isEqualTo("destroyed");
    }

    @Test
    void whatCannotBeGivenBackInTimeIsCodeSix() {
        bench.vast.destroyHasNoEffect = true;

        RunResult result = bench.provisioner().run(bench.request(), kept -> {
            throw new InterruptedException();
        });

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(bench.journal.open()).extracting(entry -> entry.state()).isEqualTo(List.of(State.LEAKED));
    }

    @Test
    void troubleWithItsLeaseDoesNotTakeItAway() {
        RunResult result = bench.provisioner().run(bench.request(), kept -> {
            throw FakeVast.refusal(ApiProblem.SERVER);
        });

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts().get(0).key()).isPresent();
        assertThat(bench.vast.alive()).hasSize(1);
    }
}
