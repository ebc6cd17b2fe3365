package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.answered;
import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.report;
import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The phases of one wait, and the limits that end it. */
final class ReadinessWaitTest {

    private final WaitRig bench = new WaitRig();

    private final FakeMachine machine = bench.machine;

    @Test
    void goesThroughThePhasesToTheFirstTokenOverTheMappedPort() throws Exception {
        Verdict verdict = bench.await();

        assertThat(verdict)
                .isEqualTo(new Verdict.Verified(URI.create("http://m7:40123/v1"), false, Duration.ofMillis(400), 80));
        assertThat(bench.phases.times().stream().map(PhaseTime::phase))
                .containsExactly(Phase.IMAGE_PULL, Phase.SSH, Phase.GPU_CHECK, Phase.MODEL_LOAD, Phase.FIRST_TOKEN);
        assertThat(bench.age()).isLessThan(Duration.ofSeconds(70));
    }

    @Test
    void aCeilingEndsTheWaitBeforeTheNextLook() throws Exception {
        Failure limit = new Failure(FailureClass.LIMIT, "max-spend", Phase.IMAGE_PULL, "$1 spent");

        Verdict verdict = bench.start()
                .await(
                        bench.time,
                        phase -> before(bench.age(), 20) ? Optional.empty() : Optional.of(limit),
                        bench.seen::add);

        assertThat(verdict).isEqualTo(new Verdict.Failed(limit));
        assertThat(bench.seen).hasSize(2);
    }

    @Test
    void anInterruptionTravelsUp() {
        machine.api = age -> {
            Thread.currentThread().interrupt();
            return seen(machine.loading(""));
        };

        assertThatThrownBy(bench::await).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aMachineWithoutItsGpuFailsTheCheckBeforeTheWorkloadIsJudged() throws Exception {
        machine.ssh = age -> report(Map.of(
                "gpu",
                new ProbeResult(9, "No devices were found\n", ""),
                ScriptedAdapter.STAGE,
                new ProbeResult(0, "fail WORKLOAD_FATAL own-fault", "")));

        Failure failure = bench.failure();

        assertThat(failure.phase()).isEqualTo(Phase.GPU_CHECK);
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
    }

    @Test
    void aMissingGpuAnswerIsNoProofOfAGpu() throws Exception {
        machine.ssh = age -> new ProbeLook.Answered(new ProbeReport(
                bench.time.instant(),
                Map.of(
                        Probe.ECHO, new ProbeResult(0, "ok", ""),
                        ScriptedAdapter.STAGE, new ProbeResult(0, "ready", ""))));

        Failure failure = bench.failure();

        assertThat(failure.failureClass()).isEqualTo(FailureClass.STALLED);
        assertThat(failure.phase()).isEqualTo(Phase.GPU_CHECK);
        assertThat(bench.asked).isEmpty();
    }

    @Test
    void nothingIsConcludedWhileTheEchoProbeFails() throws Exception {
        machine.ssh = age -> before(age, 120)
                ? report(Map.of(
                        Probe.ECHO, new ProbeResult(127, "", "not found"),
                        ScriptedAdapter.STAGE, new ProbeResult(0, "fail WORKLOAD_FATAL x", "")))
                : answered("ready");

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void whatTheAdapterFindsIsTheFailure() throws Exception {
        machine.stage = age -> before(age, 60) ? "MODEL_LOAD" : "fail WORKLOAD_INCOMPATIBLE out-of-memory";

        Failure failure = bench.failure();

        assertThat(failure)
                .isEqualTo(new Failure(
                        FailureClass.WORKLOAD_INCOMPATIBLE,
                        "out-of-memory",
                        Phase.MODEL_LOAD,
                        "the log says out-of-memory"));
    }

    @Test
    void anAdapterThatThrowsHasLearntNothingAtThisLook() throws Exception {
        machine.stage = age -> before(age, 45) ? "throw" : before(age, 55) ? "overflow" : "ready";

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(bench.seen).anyMatch(pending -> pending.detail().contains("could not judge"));
    }

    @Test
    void anAdapterThatAlwaysThrowsEndsTheAttemptSoonAndBlamesNobody() throws Exception {
        machine.stage = age -> "throw";

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("adapter-broken");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(failure.evidence()).contains("scripted", "IllegalStateException: the plug-in is broken");
        assertThat(bench.age()).isLessThan(Duration.ofSeconds(100));
    }

    @Test
    void silenceInsideAPhaseFailsAtTheStallLimitAndBlamesNobody() throws Exception {
        machine.stage = age -> "MODEL_DOWNLOAD";

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("no-progress");
        assertThat(failure.phase()).isEqualTo(Phase.MODEL_DOWNLOAD);
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(340), Duration.ofSeconds(360));
    }

    @Test
    void progressBuysTimeUpToTheStartupWindow() throws Exception {
        machine.stage = age -> "MODEL_DOWNLOAD+";

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("startup-window");
        assertThat(bench.age()).isBetween(Duration.ofSeconds(940), Duration.ofSeconds(960));
    }
}
