package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole wait, with a machine that works or does not, and a stage that gets on too slowly. */
class StallAndProjectionTest {

    private final WaitRig rig = new WaitRig();

    private void vitals(long cpuPerSecond) {
        rig.machine.ssh = age -> FakeMachine.report(Map.of(
                ScriptedAdapter.STAGE, new ProbeResult(0, "ENGINE_WARMUP", ""),
                Vitals.PROBE, new ProbeResult(0, "cpu " + age.toSeconds() * cpuPerSecond + "\nnetwork 7\n", "")));
    }

    @Test
    void aStillMachineIsGivenUpAtTheLimitOfItsPhase() throws InterruptedException {
        vitals(0);
        Failure failure = rig.failure();

        assertThat(failure.failureClass()).isEqualTo(FailureClass.STALLED);
        assertThat(failure.signature()).isEqualTo("no-progress");
        assertThat(failure.evidence()).contains("limit 300 s", "no sign of work", "cpu, network");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(rig.age()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void aBusyMachineIsGivenTwiceTheLimit() throws InterruptedException {
        vitals(1000);

        assertThat(rig.failure().evidence()).contains("it works, and gets nowhere");
        assertThat(rig.age()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    }

    @Test
    void aDownloadThatCannotEndInTimeFailsEarlyWithItsNumbers() throws InterruptedException {
        rig.machine.stage = age -> String.format(Locale.ROOT, "MODEL_DOWNLOAD@%.5f+", age.toSeconds() / 6000.0);
        Failure failure = rig.failure();

        assertThat(failure.signature()).isEqualTo("projected-finish");
        assertThat(failure.failureClass()).isEqualTo(FailureClass.STALLED);
        assertThat(failure.phase()).isEqualTo(Phase.MODEL_DOWNLOAD);
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(failure.evidence()).contains("MODEL_DOWNLOAD is at", "% a minute", "the window has");
        assertThat(rig.age()).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void aDownloadThatEndsInTimeIsToldHowLongItTakes() throws InterruptedException {
        rig.machine.stage = age -> FakeMachine.before(age, 400)
                ? String.format(Locale.ROOT, "MODEL_DOWNLOAD@%.5f+", age.toSeconds() / 400.0)
                : "ready";

        assertThat(rig.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(rig.seen).extracting(Verdict.Pending::detail).anyMatch(detail -> detail.contains("min left"));
    }

    @Test
    void theStallOfTheWorkloadFileGoesBeforeTheAdaptersOwnForEachPhase() throws InterruptedException {
        rig.workload = WaitRig.patient(Optional.empty(), Optional.of(Duration.ofMinutes(2)));
        vitals(0);

        assertThat(rig.failure().evidence()).contains("limit 120 s");
        assertThat(rig.age()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
    }

    @Test
    void theWindowOfTheWorkloadFileBoundsTheProjectionToo() throws InterruptedException {
        rig.workload = WaitRig.patient(Optional.of(Duration.ofHours(3)), Optional.empty());
        rig.machine.stage = age -> FakeMachine.before(age, 3000)
                ? String.format(Locale.ROOT, "MODEL_DOWNLOAD@%.5f+", age.toSeconds() / 3000.0)
                : "ready";

        assertThat(rig.await()).isInstanceOf(Verdict.Verified.class);
    }
}
