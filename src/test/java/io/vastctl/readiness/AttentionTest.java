package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.time.Sleeper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks that come late because we had others to look at, or had to wait for our turn, are no fault of the machine. */
final class AttentionTest {

    private final WaitRig bench = new WaitRig();

    private final FakeMachine machine = bench.machine;

    private Verdict lookedAtEvery(Duration pause) throws InterruptedException {
        Sleeper late = duration -> bench.time.sleep(duration.compareTo(pause) > 0 ? duration : pause);
        return bench.start().await(late, phase -> Optional.empty(), bench.seen::add);
    }

    private Failure failure(Duration pause) throws InterruptedException {
        return ((Verdict.Failed) lookedAtEvery(pause)).failure();
    }

    @Test
    void aMachineThatWasReadyLongBeforeWeCameWorks() throws Exception {
        machine.api = age -> seen(before(age, 300) ? machine.loading("") : machine.running());
        machine.stage = age -> before(age, 400) ? "MODEL_LOAD+" : "ready";

        assertThat(lookedAtEvery(Duration.ofMinutes(7))).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aMachineThatNeverComesUpHasItsTimeInFullAndIsBlamed() throws Exception {
        machine.api = age -> seen(machine.status("recycling", "running", "", Map.of()));

        Failure failure = failure(Duration.ofSeconds(20));

        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        // Ten seconds are usual and five more are forgiven: of each twenty, fifteen count.
        assertThat(bench.age()).isBetween(Duration.ofMinutes(13), Duration.ofMinutes(14));
    }

    @Test
    void whereWeCameTooLateForTooLongNobodyIsBlamed() throws Exception {
        machine.api = age -> seen(machine.status("recycling", "running", "", Map.of()));

        Failure failure = failure(Duration.ofMinutes(9));

        assertThat(failure.signature()).isEqualTo("looked-too-rarely");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
    }
}
