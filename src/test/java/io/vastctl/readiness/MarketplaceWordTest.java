package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.instance.Instance;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the marketplace says of a machine, or does not say. */
final class MarketplaceWordTest {

    private final WaitRig bench = new WaitRig();

    private final FakeMachine machine = bench.machine;

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
    void aStopWithoutAWordMayBeTheBalanceOrSomebodysHandAndBlamesNobody() throws Exception {
        machine.api = age -> seen(machine.status("created", "stopped", "", Map.of()));

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("never-started");
        assertThat(failure.failureClass()).isEqualTo(FailureClass.OFFER_GONE);
        assertThat(bench.age()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50));
    }

    @Test
    void aStopAfterItRanBlamesNobodyWhateverTheStaleMessageSays() throws Exception {
        machine.stage = age -> "MODEL_LOAD+";
        machine.api = age -> seen(
                before(age, 50)
                        ? machine.running()
                        : machine.status("running", "stopped", "success, running x", Map.of()));

        assertThat(bench.failure().signature()).isEqualTo("stopped-from-outside");
    }

    @Test
    void aStopDuringThePullThatExitedInOrderBlamesNobody() throws Exception {
        machine.api = age -> seen(
                before(age, 30)
                        ? machine.loading("a1: Pulling")
                        : machine.status("exited", "stopped", "a1: Pulling", Map.of()));

        Failure failure = bench.failure();

        assertThat(failure.signature()).isEqualTo("stopped-from-outside");
        assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
    }

    @Test
    void aHostThatGaveUpFailsAtOnceAndAnOutbidRentalBlamesNobody() throws Exception {
        machine.api = age -> seen(machine.status("created", "stopped", "cannot do it", Map.of()));
        assertThat(bench.failure().signature()).isEqualTo("host-gave-up");

        WaitRig bid = new WaitRig();
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
}
