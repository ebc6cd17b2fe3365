package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.report;
import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.instance.Instance;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one look shows may pass, and what the marketplace has not told is not the machine's silence. */
class BenefitOfTheDoubtTest {

    private static final ProbeResult HANGING = new ProbeResult(124, "", "");

    private final WaitRig rig = new WaitRig();
    private final FakeMachine machine = rig.machine;

    @Test
    void aDriverThatIsSlowOnceIsLookedAtAgain() throws Exception {
        machine.ssh = age -> before(age, 33) ? report(Map.of("gpu", HANGING)) : FakeMachine.answered("ready");

        assertThat(rig.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(rig.seen).anySatisfy(look -> assertThat(look.detail()).contains("gpu-smi-hangs, looking again"));
    }

    @Test
    void aDriverThatHangsTwiceIsBroken() throws Exception {
        machine.ssh = age -> report(Map.of("gpu", HANGING));

        Failure failure = rig.failure();

        assertThat(failure.signature()).isEqualTo("gpu-smi-hangs");
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(rig.logins).hasSize(2);
    }

    @Test
    void aRunningInstanceWithoutAnAddressIsWaitedForAndBlamesNobody() throws Exception {
        machine.api = age -> seen(withoutAddress());

        Failure failure = rig.failure();

        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNKNOWN);
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(rig.logins).isEmpty();
        assertThat(rig.age()).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(620));
    }

    private Instance withoutAddress() {
        Instance running = machine.running(Map.of());
        return new Instance(
                running.instanceId(),
                running.label(),
                running.actualStatus(),
                running.curState(),
                running.nextState(),
                running.intendedStatus(),
                running.statusMessage(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                running.machineId(),
                running.dollarsPerHour(),
                running.startedAt());
    }
}
