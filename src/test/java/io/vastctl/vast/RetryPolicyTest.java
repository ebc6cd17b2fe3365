package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    private final RetryPolicy policy = RetryPolicy.STANDARD;

    @Test
    void waitsTwiceAsLongEachTimeUpToTheCapAndThenGivesUp() {
        List<Duration> waits = new ArrayList<>();
        for (int tries = 1; tries < 6; tries++) {
            waits.add(policy.waitAfter(tries, CallKind.SHOW, refusal(ApiProblem.TRANSPORT, 0), 1)
                    .orElseThrow());
        }

        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(30));
        assertThat(policy.waitAfter(6, CallKind.SHOW, refusal(ApiProblem.TRANSPORT, 0), 1))
                .isEmpty();
    }

    /** Whoever waits for the command does not wait for its bookkeeping. */
    @Test
    void aBillIsTriedTwice() {
        Refusal refusal = refusal(ApiProblem.TRANSPORT, 0);
        assertThat(policy.waitAfter(1, CallKind.CHARGES, refusal, 1)).isPresent();
        assertThat(policy.waitAfter(2, CallKind.CHARGES, refusal, 1)).isEmpty();
    }

    @Test
    void jitterTakesUpToHalfOfTheWaitAway() {
        assertThat(policy.waitAfter(1, CallKind.SHOW, refusal(ApiProblem.TRANSPORT, 0), 0))
                .contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(ApiProblem.class)
    void neverRepeatsACreate(ApiProblem problem) {
        assertThat(policy.waitAfter(1, CallKind.CREATE, refusal(problem, 502), 0))
                .isEmpty();
    }

    @Test
    void repeatsGatewayErrorsButNoPlainServerError() {
        for (int status : new int[] {502, 503, 504}) {
            assertThat(policy.waitAfter(1, CallKind.LIST, refusal(ApiProblem.SERVER, status), 0))
                    .isPresent();
        }
        assertThat(policy.waitAfter(1, CallKind.LIST, refusal(ApiProblem.SERVER, 500), 0))
                .isEmpty();
        assertThat(policy.waitAfter(1, CallKind.LIST, refusal(ApiProblem.SERVER, 200), 0))
                .isEmpty();
    }

    @Test
    void destroyIsWorthATryOnAnyServerError() {
        assertThat(policy.waitAfter(1, CallKind.DESTROY, refusal(ApiProblem.SERVER, 500), 0))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = ApiProblem.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"THROTTLED", "TRANSPORT", "SERVER"})
    void aRefusalThatWillNotPassIsFinal(ApiProblem problem) {
        assertThat(policy.waitAfter(1, CallKind.DESTROY, refusal(problem, 400), 0))
                .isEmpty();
    }

    @Test
    void theServersOwnPauseCountsWithAMargin() {
        assertThat(policy.waitAfter(1, CallKind.SHOW, throttled(Duration.ofSeconds(10)), 0))
                .contains(Duration.ofSeconds(11));
    }

    @Test
    void aPauseThatWasNotEnoughGivesWayToOurGrowingWait() {
        assertThat(policy.waitAfter(4, CallKind.SHOW, throttled(Duration.ofSeconds(2)), 1))
                .contains(Duration.ofSeconds(16));
    }

    private static Refusal refusal(ApiProblem problem, int status) {
        return new Refusal(problem, status, "", "no", 0, Optional.empty(), Optional.empty());
    }

    private static Refusal throttled(Duration pause) {
        return new Refusal(ApiProblem.THROTTLED, 429, "", "no", 0, Optional.of(pause), Optional.empty());
    }
}
