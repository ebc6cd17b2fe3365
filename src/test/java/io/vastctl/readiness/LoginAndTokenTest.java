package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.answered;
import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.seen;
import static io.vastctl.readiness.FakeMachine.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.ProbeLook.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SSH that never comes, is refused or is lost; endpoints that are silent or wrong. */
final class LoginAndTokenTest {

    private static final EndpointCheck.Result SILENT = new EndpointCheck.Result.Unreachable("timed out");
    private static final EndpointCheck.Result ANSWERED = new EndpointCheck.Result.Answered(Duration.ofMillis(300), 60);

    private final WaitRig bench = new WaitRig();
    private final FakeMachine machine = bench.machine;

    @Test
    void sshThatNeverComesIsGivenThreeMinutesFromRunning() throws Exception {
        machine.ssh = age -> trouble(Trouble.TIMEOUT);

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("ssh-timeout");
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(210), Duration.ofSeconds(225));
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED, ssh-refused",
        "TIMEOUT, ssh-timeout",
        "NO_BANNER, ssh-no-banner",
        "CLOSED, ssh-unreachable",
        "SHELL_HANGS, ssh-shell-hangs"
    })
    void whatKeptUsOutIsNamed(Trouble trouble, String signature) throws Exception {
        machine.ssh = age -> trouble(trouble);

        assertThat(bench.failure().signature()).isEqualTo(signature);
        assertThat(bench.failure().failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
    }

    @Test
    void aRefusalOfAKeyThatTheMarketplaceNeverTookBlamesNobody() throws Exception {
        machine.ssh = age -> trouble(Trouble.KEY_REFUSED);
        bench.keyTaken = age -> false;

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("ssh-key-refused");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(failure.evidence()).contains("did not take the key");
        assertThat(bench.keysAttached).isGreaterThan(10);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(210), Duration.ofSeconds(225));
    }

    @Test
    void theMinuteOfARefusedKeyBeginsWhenTheMarketplaceTookIt() throws Exception {
        machine.ssh = age -> trouble(Trouble.KEY_REFUSED);
        bench.keyTaken = age -> !before(age, 90);

        assertThat(bench.failure().signature()).isEqualTo("ssh-key-refused");
        assertThat(bench.age()).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(175));
    }

    @Test
    void aRefusedKeyIsAttachedOnceMoreAndFatalAfterAMinute() throws Exception {
        machine.ssh = age -> trouble(Trouble.KEY_REFUSED);

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("ssh-key-refused");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(bench.keysAttached).isEqualTo(1);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(105));
    }

    @Test
    void aKeyThatIsTakenLateIsGoodEnough() throws Exception {
        machine.ssh = age -> before(age, 70) ? trouble(Trouble.KEY_REFUSED) : answered("ready");

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aProxyThatCannotForwardFailsTheMachine() throws Exception {
        machine.ssh = age -> trouble(Trouble.FORWARDING_FAILED);

        assertThat(bench.failure().failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
    }

    @Test
    void anotherHostKeyEndsItAtOnce() throws Exception {
        machine.ssh = age -> trouble(Trouble.HOST_KEY_CHANGED);

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("ssh-host-key-changed");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
    }

    @Test
    void aLostConnectionMayComeBack() throws Exception {
        machine.ssh = age ->
                before(age, 60) ? answered("MODEL_LOAD") : before(age, 300) ? trouble(Trouble.LOST) : answered("ready");

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aConnectionLostForFiveMinutesIsTheMachinesFault() throws Exception {
        machine.ssh = age -> before(age, 60) ? answered("API_UP+") : trouble(Trouble.TIMEOUT);

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("ssh-lost");
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
    }

    @Test
    void theTimeWithoutAConnectionIsNoStall() throws Exception {
        // Lost from 60 s to 350 s, then 100 s more without a word of progress.
        machine.ssh = age -> before(age, 60)
                ? answered("MODEL_LOAD+")
                : before(age, 350) ? trouble(Trouble.LOST) : answered(before(age, 450) ? "MODEL_LOAD" : "ready");

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void machineAndMarketplaceSilentTogetherBlameNobody() throws Exception {
        machine.api = age -> before(age, 40) ? seen(machine.running()) : new InstanceSighting.Blind("no route");
        machine.ssh = age -> trouble(Trouble.TIMEOUT);

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("ssh-timeout");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(failure.evidence()).contains("marketplace");
    }

    @Test
    void aPortThatIsNotPublicIsAskedThroughTheTunnel() throws Exception {
        machine.api = age -> seen(machine.running(Map.of(22, 40022)));

        assertThat(bench.await())
                .isEqualTo(new Verdict.Verified(
                        URI.create("http://127.0.0.1:20001/v1"), true, Duration.ofMillis(400), 80));
    }

    @Test
    void aTunnelThatDiedWithItsConnectionIsOpenedAnew() throws Exception {
        machine.api = age -> seen(machine.running(Map.of(22, 40022)));
        machine.ssh = age -> before(age, 60) || !before(age, 150) ? answered("ready") : trouble(Trouble.LOST);
        machine.endpoint = age -> bench.tunnels > 1 && !before(age, 150) ? ANSWERED : SILENT;

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aTunnelThatCannotBeOpenedOrStaysSilentBlamesNobody() throws Exception {
        machine.api = age -> seen(machine.running(Map.of(22, 40022)));
        bench.tunnelRefused = true;
        Failure refused = bench.failure();
        assertThat(refused.signature()).isEqualTo("endpoint-tunnel");
        assertThat(refused.blames()).isEqualTo(Blame.NOBODY);

        WaitRig silent = new WaitRig();
        silent.machine.api = machine.api;
        silent.machine.endpoint = age -> SILENT;
        assertThat(silent.failure().blames()).isEqualTo(Blame.NOBODY);
    }

    @Test
    void aServerThatListensNowhereIsNotTheMachinesNetwork() throws Exception {
        machine.endpoint = age -> SILENT;

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("endpoint-not-listening");
        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNKNOWN);
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        assertThat(failure.evidence()).contains("through the SSH tunnel nothing answers on port 8000 either");
    }

    @Test
    void aPortThatStaysSilentOutsideIsTheMachinesNetwork() throws Exception {
        machine.endpoint = age -> SILENT;
        machine.inside = age -> ANSWERED;

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("endpoint-unreachable");
        assertThat(failure.phase()).isEqualTo(Phase.FIRST_TOKEN);
        assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(135));
    }

    @Test
    void wrongAnswersHaveNoKnownCause() throws Exception {
        machine.endpoint = age -> new EndpointCheck.Result.WrongAnswer("a login page");

        Failure failure = bench.failure();

        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNKNOWN);
        assertThat(failure.evidence()).isEqualTo("a login page");
    }

    @Test
    void aServerThatListsItsModelsAndHangsBlamesNobody() throws Exception {
        machine.endpoint = age -> new EndpointCheck.Result.Hangs("no token after 60 s");

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("endpoint-hangs");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
    }

    @Test
    void anEndpointOpenToTheWorldIsTheWorkloadsMistakeAtOnce() throws Exception {
        machine.endpoint = age -> new EndpointCheck.Result.OpenToAnyone(Duration.ofMillis(300), 60, "open to anyone");

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("endpoint-open");
        assertThat(failure.failureClass()).isEqualTo(FailureClass.WORKLOAD_FATAL);
        assertThat(bench.asked).hasSize(1);
    }

    @Test
    void behindTheTunnelNobodyElseGetsToAnOpenEndpoint() throws Exception {
        machine.api = age -> seen(machine.running(Map.of(22, 40022)));
        machine.endpoint = age -> new EndpointCheck.Result.OpenToAnyone(Duration.ofMillis(300), 60, "open to anyone");

        assertThat(((Verdict.Verified) bench.await()).tunnelled()).isTrue();
    }

    @Test
    void aServerThatStartsOverGetsItsPatienceAnew() throws Exception {
        // Up at 60 s and silent, starting over from 70 s to 200 s, up again and answering at 220 s.
        machine.stage = age -> before(age, 60) || (!before(age, 70) && before(age, 200)) ? "MODEL_LOAD+" : "ready";
        machine.endpoint = age -> before(age, 220) ? SILENT : ANSWERED;

        assertThat(bench.await()).isInstanceOf(Verdict.Verified.class);
    }
}
