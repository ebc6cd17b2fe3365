package io.vastctl.readiness;

import static io.vastctl.readiness.FakeMachine.answered;
import static io.vastctl.readiness.FakeMachine.before;
import static io.vastctl.readiness.FakeMachine.seen;
import static io.vastctl.readiness.FakeMachine.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.readiness.ProbeLook.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the wait looks, and where. */
final class CadenceTest {

    private final WaitRig bench = new WaitRig();
    private final FakeMachine machine = bench.machine;

    @Test
    void whileTheImageIsPulledNothingIsAskedButTheApiEveryTenSeconds() throws Exception {
        machine.api = age -> seen(before(age, 300) ? machine.loading("Pulling fs layer") : machine.running());

        bench.await();

        assertThat(gaps(bench.apiLooks, age -> before(age, 300))).containsOnly(Duration.ofSeconds(10));
        assertThat(bench.sshLooks.get(0)).isAfterOrEqualTo(bench.startedAt().plusSeconds(300));
    }

    @Test
    void insideItLooksEverySecondAndEveryTwoWhileTheModelKeepsArriving() throws Exception {
        machine.stage = age -> before(age, 200) ? "MODEL_DOWNLOAD+" : before(age, 300) ? "ENGINE_WARMUP+" : "ready";

        bench.await();

        assertThat(gaps(bench.sshLooks, age -> !before(age, 41) && before(age, 100)))
                .containsOnly(Duration.ofSeconds(1));
        assertThat(gaps(bench.sshLooks, age -> !before(age, 105) && before(age, 200)))
                .containsOnly(Duration.ofSeconds(2));
        assertThat(gaps(bench.sshLooks, age -> !before(age, 205))).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void theTimeThatALookTakesCountsButSomeRestRemains() {
        Duration second = Duration.ofSeconds(1);

        assertThat(Cadence.rest(second, Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(700));
        assertThat(Cadence.rest(second, Duration.ofSeconds(9))).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void aMachineThatAnswersLeavesTheApiInPeaceAndOneThatDoesNotHasItAskedEveryTenSeconds() throws Exception {
        machine.ssh = age -> before(age, 40) || (!before(age, 200) && before(age, 300))
                ? trouble(Trouble.REFUSED)
                : answered(before(age, 400) ? "MODEL_LOAD+" : "ready");

        bench.await();

        assertThat(gaps(bench.apiLooks, age -> !before(age, 50) && before(age, 190)))
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(30)) >= 0);
        assertThat(gaps(bench.apiLooks, age -> !before(age, 215) && before(age, 300)))
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(10)) >= 0)
                .allMatch(gap -> gap.compareTo(Duration.ofSeconds(15)) <= 0);
    }

    @Test
    void aBrokenConnectionIsTriedAgainAtOnceAndThenLessAndLessOften() throws Exception {
        machine.ssh = age -> !before(age, 100) && before(age, 200)
                ? trouble(Trouble.LOST)
                : answered(before(age, 210) ? "MODEL_LOAD+" : "ready");

        bench.await();

        assertThat(gaps(bench.sshLooks, age -> !before(age, 100) && before(age, 120)).stream()
                        .map(Duration::toSeconds))
                .startsWith(1L, 2L, 4L, 5L);
    }

    @Test
    void aRefusedKeyIsNotShownMoreOftenThanServersPutUpWith() {
        assertThat(IntStream.rangeClosed(1, 4).mapToObj(Cadence::afterRefusals))
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(Cadence.afterFailures(1_000_000)).isEqualTo(Duration.ofSeconds(5));
    }

    /** Between the looks at those ages. */
    private List<Duration> gaps(List<Instant> looks, Predicate<Duration> counted) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            boolean both =
                    counted.test(bench.machine.age(looks.get(i - 1))) && counted.test(bench.machine.age(looks.get(i)));
            if (both) gaps.add(Duration.between(looks.get(i - 1), looks.get(i)));
        }
        assertThat(gaps).isNotEmpty();
        return gaps;
    }
}
