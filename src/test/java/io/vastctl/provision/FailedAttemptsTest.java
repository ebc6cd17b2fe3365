package io.vastctl.provision;

import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.ExitCode;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.FakeMachine;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.vast.StartAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run after attempts that failed. */
final class FailedAttemptsTest {

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
    void everyAttemptFailingOnInfrastructureIsCodeFour() {
        for (long offer = 1; offer <= 3; offer++) bench.vast.script(offer, RunRig.BROKEN_RUNTIME);

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.INFRASTRUCTURE);
        assertThat(result.attempts()).hasSize(3);
        assertThat(result.message()).isEqualTo("3 attempts failed");
    }

    @Test
    void aWorkloadFailureStopsTheRunAndBlamesNobody() {
        bench.vast.script(1, machine -> machine.stage = age -> "fail WORKLOAD_FATAL bad-argument");

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.WORKLOAD);
        assertThat(result.attempts()).hasSize(1);
        assertThat(bench.badHosts.active(Origin.REAL, bench.time.instant())).isEmpty();
    }

    @Test
    void hardwareThatCannotRunTheWorkloadIsLeftForOtherHardware() {
        bench.vast.script(1, machine -> machine.stage = age -> "fail WORKLOAD_INCOMPATIBLE too-old");

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(bench.badHosts.active(Origin.REAL, bench.time.instant()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.workload()).contains("tinyllama"));
    }

    @Test
    void withAnotherImageTheSameHardwareIsTriedAgain() {
        bench.workload = bench.workload.withImage("vllm/vllm-openai:v0.6.0");
        bench.vast.script(1, machine -> machine.stage = age -> "fail WORKLOAD_INCOMPATIBLE too-old");
        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);

        assertThat(bench.badHosts.active(Origin.REAL, bench.time.instant()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.workload()).contains("tinyllama --image vllm/vllm-openai:v0.6.0"));
    }

    @Test
    void anUnknownFailureIsRetriedOnce() {
        bench.vast.script(1, machine -> machine.stage = age -> "fail UNKNOWN died");
        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aSecondUnknownFailureEndsTheRun() {
        for (long offer = 1; offer <= 3; offer++)
            bench.vast.script(offer, machine -> machine.stage = age -> "fail UNKNOWN died");

        RunResult result = bench.run();

        assertThat(result.attempts()).hasSize(2);
        // The GPU passed on both: what died is the server.
        assertThat(result.outcome()).isEqualTo(RunOutcome.WORKLOAD);
        assertThat(result.message()).startsWith("twice without a known cause");
    }

    @Test
    void aKeyThatTwoMachinesRefuseIsTheKeysFault() {
        for (long offer = 1; offer <= 2; offer++)
            bench.vast.script(
                    offer, machine -> machine.ssh = age -> FakeMachine.trouble(ProbeLook.Trouble.KEY_REFUSED));

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.ACCOUNT);
    }

    @Test
    void aKeyThatOneMachineAcceptedIsNotTheKeysFault() {
        bench.vast.script(1, machine -> machine.stage = age -> "fail INFRA_FATAL broken");
        for (long offer = 2; offer <= 3; offer++)
            bench.vast.script(
                    offer, machine -> machine.ssh = age -> FakeMachine.trouble(ProbeLook.Trouble.KEY_REFUSED));

        assertThat(bench.run().exitCode()).isEqualTo(ExitCode.INFRASTRUCTURE);
    }

    @Test
    void whereNobodyCouldLogInTheContainersOwnLogIsEvidenceWithoutItsTokens() {
        bench.vast.containerLog = Optional.of("sshd: no host keys\nexport HF_TOKEN=hf_abcdefghijklmnop\n");
        bench.vast.script(1, machine -> machine.ssh = age -> FakeMachine.refused());

        Failure failure = bench.run().attempts().get(0).failure().orElseThrow();

        assertThat(failure.signature()).isEqualTo("ssh-refused");
        assertThat(failure.evidence())
                .contains("REFUSED", "container log: sshd: no host keys", "***")
                .doesNotContain("hf_abcdefghijklmnop");
    }

    @Test
    void aBoxThatCreateLeftStoppedIsStartedOnceMore() {
        leaveStopped(1);
        bench.vast.startWish = machine -> machine.api = age -> seen(machine.running());

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).hasSize(1);
    }

    @Test
    void aStartThatIsOnlyQueuedSendsTheRunElsewhereAndTheBoxAway() {
        leaveStopped(1);
        bench.vast.startAnswer = StartAnswer.QUEUED;
        bench.vast.startWish =
                machine -> machine.api = age -> seen(machine.status("scheduling", "running", "", Map.of()));

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        Failure failure = result.attempts().get(0).failure().orElseThrow();
        assertThat(failure.signature()).isEqualTo("never-started");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(result.attempts()).hasSize(2);
        assertThat(bench.vast.alive()).isEmpty();
    }

    private void leaveStopped(long offer) {
        bench.vast.script(
                offer, machine -> machine.api = age -> seen(machine.status("created", "stopped", "", Map.of())));
    }

    @Test
    void rentalsThatNeverCameAreReplacedAsOftenAsAttemptsAllow() {
        bench.vast.script(1, machine -> machine.api = age -> new InstanceSighting.Gone());
        bench.vast.script(2, machine -> machine.api = age -> new InstanceSighting.Gone());

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts()).hasSize(3);
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void anInstanceThatVanishesIsReplaced() {
        bench.vast.script(1, machine -> {
            machine.stage = age -> "MODEL_LOAD+";
            machine.api = age -> before(age, 60) ? seen(machine.running()) : new InstanceSighting.Gone();
        });

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.attempts().get(0).failure().map(Failure::signature)).contains("instance-vanished");
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void preserveKeepsAFailedInstanceAndSaysSo() {
        bench.preserve = true;
        bench.vast.script(1, RunRig.BROKEN_RUNTIME);

        RunResult result = bench.run();

        assertThat(result.kept()).hasSize(1);
        assertThat(result.attempts()).hasSize(1);
        assertThat(result.exitCode()).isEqualTo(ExitCode.INFRASTRUCTURE);
        assertThat(bench.vast.aliveLabels()).containsExactly("vastctl-r1-1");
        assertThat(bench.journal.find("vastctl-r1-1").orElseThrow().state()).isEqualTo(Journal.State.KEPT);
    }

    @Test
    void preserveDoesNotKeepWhatACeilingEnded() {
        bench.preserve = true;
        bench.ceilings = new Ceilings(5, Duration.ofMinutes(2), 3, 2);
        bench.vast.script(1, machine -> machine.stage = age -> "MODEL_LOAD+");

        RunResult result = bench.run();

        assertThat(result.exitCode()).isEqualTo(ExitCode.CEILING);
        assertThat(result.attempts().get(0).failure().map(Failure::failureClass))
                .contains(FailureClass.LIMIT);
        assertThat(bench.vast.alive()).isEmpty();
    }

    @Test
    void aMachineIsTriedOnceInARunEvenIfNobodyIsToBlame() {
        bench.vast.offers.removeIf(offer -> offer.offerId() > 1);
        bench.vast.script(1, machine -> machine.stage = age -> "MODEL_DOWNLOAD");

        RunResult result = bench.run();

        assertThat(result.attempts()).hasSize(1);
        assertThat(result.message()).isEqualTo("no further offer passes the gates");
    }
}
