package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.answered;
import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.report;
import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.instance.Instance;
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

final class ReadinessWaitTest {

    private final WaitBench bench = new WaitBench();
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
    void aFewMinutesWithoutTheApiChangeNothing() throws Exception {
        machine.api = age -> before(age, 10) || !before(age, 300)
                ? seen(before(age, 30) ? machine.loading("") : machine.running())
                : new InstanceSighting.Blind("timeout");

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(bench.age()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anApiThatStaysSilentBlamesNobody() throws Exception {
        machine.api = age -> new InstanceSighting.Blind("timeout");

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("marketplace-silent");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(620));
    }

    @Test
    void anApiThatFallsSilentWhileTheServerIsUpInsideDoesNoHarm() throws Exception {
        machine.api = age -> before(age, 50) ? seen(machine.running()) : new InstanceSighting.Blind("timeout");
        machine.stage = age -> before(age, 400) ? "MODEL_LOAD+" : "ready";

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aHalfFilledObjectIsPending() throws Exception {
        machine.api = age -> seen(before(age, 120) ? Instance.onlyId(7) : machine.running());

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(bench.seen.get(0).detail()).contains("not told yet");
    }

    @Test
    void aHalfFilledObjectLaterOnDoesNotForgetTheAddresses() throws Exception {
        machine.api = age -> seen(before(age, 50) ? machine.running() : Instance.onlyId(7));
        machine.stage = age -> before(age, 200) ? "MODEL_LOAD+" : "ready";

        assertThat(bench.await())
                .isEqualTo(new Verdict.Verified(URI.create("http://m7:40123/v1"), false, Duration.ofMillis(400), 80));
        assertThat(bench.logins).noneMatch(addresses -> addresses.isEmpty());
    }

    @Test
    void anUnknownStatusIsPendingUntilTheWindowIsOver() throws Exception {
        machine.api = age -> seen(machine.status("recycling", "running", "", Map.of()));

        Failure failure = bench.failure();

        assertThat(failure.failureClass()).isEqualTo(FailureClass.STALLED);
        assertThat(failure.phase()).isEqualTo(Phase.IMAGE_PULL);
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(600), Duration.ofSeconds(620));
    }

    @Test
    void aPullThatGetsOnIsStillBoundByTheWindow() throws Exception {
        machine.api = age -> seen(machine.loading("layer " + age.toSeconds()));

        assertThat(bench.failure().signature()).isEqualTo("infrastructure-window");
    }

    @Test
    void anInstanceThatIsSaidToBeGoneThreeTimesHasVanished() throws Exception {
        machine.api = age -> before(age, 20) ? seen(machine.loading("")) : new InstanceSighting.Gone();

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("instance-vanished");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
    }

    @Test
    void anInstanceThatIsMissingTwiceIsBelievedToBeThere() throws Exception {
        machine.api = age -> before(age, 20) ? new InstanceSighting.Gone() : seen(machine.running());

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aContainerThatStaysDownIsTheMachinesFault() throws Exception {
        machine.api = age -> seen(machine.status("exited", "running", "", Map.of()));

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("container-exited");
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(140));
    }

    @Test
    void exitedJustAfterTheStartIsALeftOver() throws Exception {
        machine.api =
                age -> seen(before(age, 60) ? machine.status("exited", "running", "", Map.of()) : machine.running());

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aHostThatStaysOfflineIsGivenUp() throws Exception {
        machine.api = age -> seen(machine.status("offline", "running", "", Map.of()));

        assertThat(bench.failure().signature()).isEqualTo("host-offline");
        assertThat(bench.age()).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(320));
    }

    @Test
    void offlineWeighsNothingWhileTheMachineAnswers() throws Exception {
        machine.api =
                age -> seen(before(age, 50) ? machine.running() : machine.status("offline", "running", "", Map.of()));
        machine.stage = age -> before(age, 500) ? "MODEL_LOAD+" : "ready";

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aHostThatGaveUpFailsAtOnceAndAnOutbidRentalBlamesNobody() throws Exception {
        machine.api = age -> seen(machine.status("created", "stopped", "", Map.of()));
        assertThat(bench.failure().signature()).isEqualTo("host-gave-up");

        WaitBench bid = new WaitBench();
        bid.interruptible = true;
        bid.machine.api = machine.api;
        Failure outbid = bid.failure();
        assertThat(outbid.signature()).isEqualTo("outbid");
        assertThat(outbid.blames()).isEqualTo(Blame.NOBODY);
    }

    @Test
    void theStatusMessageNamesTheCause() throws Exception {
        machine.api = age -> seen(machine.status(
                "created", "running", "Error response from daemon: failed to inject CDI devices: x", Map.of()));

        Failure failure = bench.failure();

        assertThat(failure.failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
        assertThat(failure.signature()).isEqualTo("docker-cdi");
        assertThat(failure.evidence()).contains("CDI");
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
        machine.stage = age -> before(age, 60) ? "throw" : before(age, 90) ? "overflow" : "ready";

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(bench.seen).anyMatch(pending -> pending.detail().contains("could not judge"));
    }

    @Test
    void anAdapterThatAlwaysThrowsIsEndedByTheStallLimit() throws Exception {
        machine.stage = age -> "throw";

        Failure failure = bench.failure();

        assertThat(failure.failureClass()).isEqualTo(FailureClass.STALLED);
        assertThat(bench.age()).isLessThan(Duration.ofSeconds(400));
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
