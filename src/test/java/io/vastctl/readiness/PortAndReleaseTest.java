package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.report;
import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.instance.Instance;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.EndpointCheck.Knock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mapping of ports is proven before the model is there, and the download let go once all is well. */
class PortAndReleaseTest {

    private static final int PROOF = PortProof.port(WaitRig.WORKLOAD);
    private static final Knock OURS = new Knock(Optional.of("vastctl-port-proof 7"), "said");

    private final WaitRig bench = new WaitRig();
    private final FakeMachine machine = bench.machine;
    private String listener = "listening\n";

    @BeforeEach
    void aMachineWithAListener() {
        machine.api = age -> seen(machine.running(Map.of(22, 40022, 8000, 40123, PROOF, 40124)));
        machine.ssh = age -> before(age, 40)
                ? FakeMachine.refused()
                : report(Map.of(
                        ScriptedAdapter.STAGE,
                        new ProbeResult(0, before(age, 200) ? "MODEL_DOWNLOAD+" : "ready", ""),
                        PortProof.PROBE,
                        new ProbeResult(0, listener, ""),
                        "release",
                        new ProbeResult(0, "", "")));
        bench.knocks = age -> Optional.of(OURS);
    }

    @Test
    void aPortThatLeadsToTheListenerIsAskedOnce() throws Exception {
        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(bench.knocked).hasSize(1);
        assertThat(bench.knocked.get(0).port()).isEqualTo(40124);
    }

    @Test
    void aPortThatLeadsNowhereIsTheMachinesFaultLongBeforeTheServerIsUp() throws Exception {
        bench.knocks = age -> Optional.of(new Knock(Optional.empty(), "ConnectException refused"));

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("port-mapping");
        assertThat(failure.phase()).isEqualTo(Phase.GPU_CHECK);
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(failure.evidence()).contains("40124").contains("refused");
        assertThat(bench.age()).isLessThan(Duration.ofSeconds(75));
        assertThat(bench.probed("release")).isZero();
    }

    @Test
    void aServerThatOnlyTheMachineItselfReachesIsNotTheMachinesFaultOnceAMappedPortWasSeenToWork() throws Exception {
        machine.endpoint = age -> new EndpointCheck.Result.Unreachable("ConnectException refused");
        machine.inside = age -> new EndpointCheck.Result.Answered(Duration.ofMillis(400), 80);

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("endpoint-not-bound");
        assertThat(failure.failureClass()).isEqualTo(FailureClass.WORKLOAD_FATAL);
        assertThat(failure.evidence()).contains("0.0.0.0");
    }

    @Test
    void somebodyElsesServiceBehindThePortIsNoProof() throws Exception {
        bench.knocks = age -> Optional.of(new Knock(Optional.of("SSH-2.0-OpenSSH_9.2"), "said: SSH-2.0-OpenSSH_9.2"));

        assertThat(bench.failure().evidence()).contains("SSH-2.0");
    }

    @Test
    void aPortThatOpensLateIsGoodEnough() throws Exception {
        bench.knocks = age -> Optional.of(before(age, 50) ? new Knock(Optional.empty(), "timed out") : OURS);

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void whereNobodyListensNothingIsKnown() throws Exception {
        listener = "none\n";
        bench.knocks = age -> Optional.of(new Knock(Optional.empty(), "refused"));

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(bench.knocked).isEmpty();
    }

    @Test
    void whoCannotKnockKnowsNothing() throws Exception {
        bench.knocks = age -> Optional.empty();

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void withoutAMappedPortNobodyListens() throws Exception {
        machine.api = age -> seen(machine.running(Map.of(22, 40022)));

        assertThat(((Verdict.Verified) bench.await()).tunnelled()).isTrue();
        assertThat(bench.probed(PortProof.PROBE)).isZero();
    }

    @Test
    void whileTheMarketplaceIsSilentTooOurOwnNetworkMayBeTheTrouble() throws Exception {
        bench.knocks = age -> Optional.of(new Knock(Optional.empty(), "no route"));
        PortWatch watch = new PortWatch(bench.tenancy(), bench.outside(), bench.time);
        Instance instance = machine.running(Map.of(22, 40022, PROOF, 40124));
        ProbeReport report =
                new ProbeReport(bench.time.instant(), Map.of(PortProof.PROBE, new ProbeResult(0, listener, "")));

        for (int look = 0; look < 20; look++) {
            assertThat(watch.look(instance, report, true)).isEmpty();
            bench.time.sleep(Duration.ofSeconds(5));
        }
        assertThat(watch.isInDoubt()).isFalse();
    }

    @Test
    void theDownloadIsLetGoOnceWhenTheCheckHasPassed() throws Exception {
        bench.releaseCommand = Optional.of("kill 57");

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
        assertThat(bench.probed("release")).isEqualTo(1);
        assertThat(bench.firstProbed("release")).isGreaterThan(bench.firstProbed("gpu"));
    }

    @Test
    void aMachineThatFailsTheCheckNeverGetsToTheDownload() throws Exception {
        bench.releaseCommand = Optional.of("kill 57");
        machine.ssh = age -> report(Map.of("gpu", new ProbeResult(6, "No devices were found", "")));

        assertThat(bench.failure().signature()).isEqualTo("gpu-smi-no-devices");
        assertThat(bench.probed("release")).isZero();
    }

    @Test
    void theLineIsTestedOnlyWhileTheDownloadIsHeldBack() throws Exception {
        bench.releaseCommand = Optional.of("kill 57");
        bench.await();

        WaitRig unheld = new WaitRig();
        unheld.await();

        assertThat(bench.probed(DownloadSpeed.PROBE)).isPositive();
        assertThat(unheld.probed("gpu")).isPositive();
        assertThat(unheld.probed(DownloadSpeed.PROBE)).isZero();
    }
}
