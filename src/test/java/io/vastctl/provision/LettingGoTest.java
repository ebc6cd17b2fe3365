package io.vastctl.provision;

import static io.vastctl.provision.FakeVast.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal;
import io.vastctl.outcome.ExitCode;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.vast.ApiProblem;
import io.vastctl.vast.VastApiException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against a market that does not let go of a rental, or does not say so. */
final class LettingGoTest {

    @TempDir
    private Path folder;

    private RunRig bench;

    @BeforeEach
    void open() {
        bench = new RunRig(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aLostAnswerAndAListingThatStaysUnreadableIsCodeSix() {
        bench.vast.createFault = order -> true;
        bench.calls.before = (name, number) -> {
            if (name.equals("list") && bench.calls.count("create") > 0) throw refusal(ApiProblem.SERVER);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(result.stillRunning()).extracting(AttemptResult::label).containsExactly("vastctl-r1-1");
        assertThat(bench.vast.orders).hasSize(1);
        assertThat(bench.journal.open()).extracting(Journal.Entry::state).containsExactly(Journal.State.LEAKED);
    }

    @Test
    void anErrorThatNamesAContractIsDestroyedEvenWithPreserve() {
        bench.preserve = true;
        bench.ceilings = new Ceilings(5, Duration.ofHours(4), 1, 2);
        bench.vast.createFault = order -> {
            throw new VastApiException(ApiProblem.BAD_PRICE, 400, "", "invalid price", bench.vast.put(order));
        };

        RunResult result = bench.run();

        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.DESTROYED);
        assertThat(bench.vast.alive()).isEmpty();
        assertThat(bench.journal.open()).isEmpty();
    }

    @Test
    void aRentalThatDoesNotGoAwayStopsTheRunWithCodeSix() {
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);
        bench.vast.destroyHasNoEffect = true;

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.attempts().get(0).cleanup()).isEqualTo(Cleanup.LEAKED);
        assertThat(bench.calls.count("destroy")).isGreaterThan(10);
        assertThat(bench.journal.open()).extracting(Journal.Entry::state).containsExactly(Journal.State.LEAKED);
    }

    @Test
    void aVerifiedRentalThatLeaksIsCodeSixToo() {
        bench.vast.destroyHasNoEffect = true;

        RunResult result = bench.run();

        assertThat(result.outcome()).isEqualTo(RunOutcome.READY);
        assertThat(result.exitCode()).isEqualTo(ExitCode.MAY_STILL_RUN);
    }

    @Test
    void anApiThatIsSilentForMinutesDuringTheTeardownIsWaitedFor() {
        Duration[] silentUntil = {Duration.ofMinutes(5)};
        bench.calls.before = (name, number) -> {
            boolean ending = bench.calls.count("destroy") > 0;
            if (ending && (name.equals("show") || name.equals("destroy"))) {
                silentUntil[0] = silentUntil[0].minusSeconds(4);
                if (!silentUntil[0].isNegative()) throw refusal(ApiProblem.TRANSPORT);
            }
        };

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void twoReadsWithoutAnAcceptedDestroyAreNoProof() {
        // The market does not show the new instance for 15 s and takes no destroy for 10 s.
        bench.vast.script(1, machine -> {
            var later = machine.api;
            machine.api = age -> age.toSeconds() < 15 ? new InstanceSighting.Gone() : later.apply(age);
        });
        bench.calls.before = (name, number) -> {
            if (name.equals("attach")) Thread.currentThread().interrupt();
            if (name.equals("destroy") && bench.calls.count("destroy") == 1) throw refusal(ApiProblem.THROTTLED);
        };

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(bench.vast.alive()).isEmpty();
    }
}
