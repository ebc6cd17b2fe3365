package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.adapter.vllm.VllmAdapter;
import io.vastctl.config.WorkloadCatalog;
import io.vastctl.endpoint.OpenAiEndpointCheck;
import io.vastctl.instance.Instance;
import io.vastctl.instance.SshEndpoint;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.readiness.GpuCheck;
import io.vastctl.readiness.InstanceSighting;
import io.vastctl.readiness.PhaseLog;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ReadinessLimits;
import io.vastctl.readiness.ReadinessWait;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.readiness.Tenancy;
import io.vastctl.readiness.Verdict;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole wait against OpenSSH's server, a real shell and curl, on a host of its own. */
class FullWaitOnRealHostTest {

    private static final SshLimits PATIENT = new SshLimits(ofSeconds(10), ofSeconds(10), ofSeconds(10));
    /** Gives up after a third of a second, whatever the probes' own limits are. */
    private static final Duration HASTY = ofMillis(300);

    /** The log of a healthy start has at least so many. */
    private static final int LINES = 41;

    private static final int LINES_FOR_A_LOOK = 7;

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private final PhaseLog phases = new PhaseLog(time, Phase.IMAGE_PULL);
    private final Workload workload = new WorkloadCatalog(Path.of("/nonexistent")).find("tinyllama");
    private final List<ProbeLook> looks = new ArrayList<>();
    private Optional<TestHost> started = Optional.empty();
    private Runnable beforeLook = () -> {};
    private Runnable keyAttachment = () -> {};
    private SshLimits patience = PATIENT;
    private int apiCalls;

    @BeforeEach
    void start() throws Exception {
        started = Optional.of(TestHost.start());
    }

    @AfterEach
    void stop() throws Exception {
        if (started.isPresent()) started.get().close();
    }

    @Test
    void goesToTheFirstTokenOverOneConnectionWithOneExecPerLook() throws Exception {
        serveALittleMoreForEachLook();

        Verdict verdict = await(TestHost.SSH, TestHost.PROXY);

        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        assertThat(((Verdict.Verified) verdict).url()).hasHost(host().address()).hasPort(workload.port());
        assertThat(phases.times().stream().map(PhaseTime::phase))
                .contains(Phase.GPU_CHECK, Phase.MODEL_DOWNLOAD, Phase.MODEL_LOAD, Phase.FIRST_TOKEN);
        assertThat(looks).hasSizeGreaterThan(LINES / LINES_FOR_A_LOOK).allMatch(ProbeLook.Answered.class::isInstance);
        assertThat(host().logged("Connection from")).isEqualTo(1);
        assertThat(host().logged("Accepted publickey for root")).isEqualTo(1);
        assertThat(host().logged("Starting session: command for root")).isEqualTo(looks.size());
        assertThat(apiCalls).isLessThanOrEqualTo(1 + (int) (elapsed().toSeconds() / 30));
    }

    @Test
    void aConnectionThatDropsInMidWaitIsMadeAnewAndTheWaitGoesOn() throws Exception {
        serveALittleMoreForEachLook();
        Runnable more = beforeLook;
        beforeLook = () -> {
            more.run();
            if (looks.size() == 3) host().cutConnections();
        };

        assertThat(await(TestHost.SSH, TestHost.PROXY)).isInstanceOf(Verdict.Verified.class);

        assertThat(looks)
                .filteredOn(look -> isTrouble(look, ProbeLook.Trouble.LOST))
                .hasSize(1);
        assertThat(host().logged("Accepted publickey for root")).isEqualTo(2);
    }

    @Test
    void permissionDeniedIsFatalAMinuteAfterTheKeyWasAttached() throws Exception {
        host().letIn(identity("somebody"));

        Failure failure = failure(await(TestHost.SSH, TestHost.PROXY));

        assertThat(failure.signature()).isEqualTo("ssh-key-refused");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(failure.evidence()).contains("permission denied");
        assertThat(elapsed()).isBetween(ofSeconds(60), ofSeconds(80));
    }

    @Test
    void aKeyThatArrivesOnTheSecondAttachmentIsGoodEnough() throws Exception {
        serve();
        host().letIn(identity("somebody"));
        keyAttachment = () -> host().letIn(ours());

        assertThat(await(TestHost.SSH, TestHost.PROXY)).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void portsThatRefuseAreNamed() throws Exception {
        Failure failure = failure(await(TestHost.CLOSED, TestHost.CLOSED));

        assertThat(failure.signature()).isEqualTo("ssh-refused");
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(elapsed()).isBetween(ofSeconds(180), ofSeconds(200));
    }

    @Test
    void aDirectPortThatRefusesLeavesTheWayThroughTheProxy() throws Exception {
        serve();

        assertThat(await(TestHost.CLOSED, TestHost.PROXY)).isInstanceOf(Verdict.Verified.class);
        assertThat(host().logged("Accepted publickey for root")).isEqualTo(1);
    }

    @Test
    void portsThatAreOpenAndSilentAreNamed() throws Exception {
        host().listenSilently();
        patience = new SshLimits(HASTY, ofSeconds(10), ofSeconds(10));

        Failure failure = failure(await(TestHost.SILENT, TestHost.SILENT));
        assertThat(failure.signature()).isEqualTo("ssh-no-banner");
        assertThat(failure.evidence()).contains("no SSH server introduces itself");
    }

    @Test
    void aSilentDirectPortLeavesTheWayThroughTheProxy() throws Exception {
        serve();
        host().listenSilently();
        patience = new SshLimits(ofSeconds(1), ofSeconds(10), ofSeconds(10));

        assertThat(await(TestHost.SILENT, TestHost.PROXY)).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aShellThatHangsIsGivenUpAndNamed() throws Exception {
        host().letIn(ours());
        patience = new SshLimits(ofSeconds(10), HASTY.minusSeconds(10), ofSeconds(10));

        Failure failure = failure(await(TestHost.HANGING, TestHost.HANGING));

        assertThat(failure.signature()).isEqualTo("ssh-shell-hangs");
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(looks).isNotEmpty().allMatch(look -> isTrouble(look, ProbeLook.Trouble.SHELL_HANGS));
    }

    private Verdict await(int direct, int proxy) throws InterruptedException {
        try (SshConnector connector = new SshConnector(ours().keyPair(), Optional.empty(), time, patience);
                ProbeExecutor executor = new Watched(connector.open())) {
            return waitOver(executor, direct, proxy).await(time, phase -> Optional.empty(), pending -> {});
        }
    }

    private ReadinessWait waitOver(ProbeExecutor executor, int direct, int proxy) {
        ReadinessWait.Sources sources = new ReadinessWait.Sources(
                () -> {
                    apiCalls++;
                    return new InstanceSighting.Seen(running(direct, proxy));
                },
                executor,
                new OpenAiEndpointCheck(time),
                () -> {
                    keyAttachment.run();
                    return true;
                });
        Tenancy tenancy =
                new Tenancy(7, workload, new GpuCheck.Promise(1, 24564, 1, OptionalDouble.empty()), "secret", false);
        return new ReadinessWait(
                tenancy,
                new VllmAdapter(),
                sources,
                ReadinessLimits.DEFAULTS,
                SignatureTable.forStatusMessages(),
                phases,
                time);
    }

    private Instance running(int direct, int proxy) {
        Optional<String> word = Optional.of("running");
        return new Instance(
                7,
                Optional.empty(),
                word,
                word,
                word,
                word,
                Optional.of("success, running"),
                Optional.of(host().address()),
                Map.of(22, direct, workload.port(), workload.port()),
                Optional.of(host().ssh(proxy)),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    /** Lets us in, and starts the server as the provider would. */
    private void serve() throws IOException {
        host().letIn(ours());
        host().onStart(new VllmAdapter().startScript(workload), "secret");
    }

    /** Serves, and prints a few lines of its log more before each look. */
    private void serveALittleMoreForEachLook() throws IOException {
        host().pace(0);
        serve();
        beforeLook = () -> {
            int lines = looks.size() * LINES_FOR_A_LOOK;
            host().pace(lines < LINES ? lines : Integer.MAX_VALUE);
            host().awaitPrinted(Math.min(lines, LINES));
        };
    }

    private SshIdentity ours() {
        return identity("ours");
    }

    private SshIdentity identity(String name) {
        return SshKeys.load(Optional.empty(), folder.resolve("no-home"), folder.resolve(name), Unlocking.NONE);
    }

    private TestHost host() {
        return started.orElseThrow();
    }

    private Duration elapsed() {
        return Duration.between(new FakeTime().instant(), time.instant());
    }

    private static boolean isTrouble(ProbeLook look, ProbeLook.Trouble trouble) {
        return look instanceof ProbeLook.Unreachable unreachable && unreachable.trouble() == trouble;
    }

    private static Failure failure(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        return ((Verdict.Failed) verdict).failure();
    }

    /** Notes every look, and lets something happen before it. */
    private final class Watched implements ProbeExecutor {

        private final ProbeExecutor executor;

        private Watched(ProbeExecutor executor) {
            this.executor = executor;
        }

        @Override
        public ProbeLook run(List<SshEndpoint> endpoints, List<Probe> probes) throws InterruptedException {
            beforeLook.run();
            ProbeLook look = executor.run(endpoints, probes);
            looks.add(look);
            return look;
        }

        @Override
        public int tunnelTo(int remotePort) throws IOException {
            return executor.tunnelTo(remotePort);
        }

        @Override
        public void close() {
            executor.close();
        }
    }
}
