package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallPacingTest {

    private final FakeTime time = new FakeTime();
    private final CallPacing pacing = new CallPacing(time, time);

    @Test
    void theFirstCallGoesAtOnceAndTheNextWaitsForItsInterval() throws InterruptedException {
        pacing.await(CallKind.SHOW);
        time.pass(Duration.ofMillis(600));
        pacing.await(CallKind.SHOW);

        assertThat(time.naps()).containsExactly(Duration.ofMillis(1500));
    }

    @Test
    void eachKindHasItsOwnBucket() throws InterruptedException {
        pacing.await(CallKind.SHOW);
        pacing.await(CallKind.LIST);
        pacing.await(CallKind.DESTROY);

        assertThat(time.naps()).isEmpty();
    }

    @Test
    void timeThatPassedAnywayCostsNothing() throws InterruptedException {
        pacing.await(CallKind.DESTROY);
        time.pass(Duration.ofSeconds(10));
        pacing.await(CallKind.DESTROY);

        assertThat(time.naps()).isEmpty();
    }

    @Test
    void searchesMayComeInABurstButNoMoreThanNineAMinute() throws InterruptedException {
        for (int i = 0; i < 9; i++) pacing.await(CallKind.SEARCH);
        assertThat(time.naps()).isEmpty();

        pacing.await(CallKind.SEARCH);

        assertThat(time.naps()).containsExactly(Duration.ofSeconds(61));
    }

    @Test
    void aPauseTheServerAskedForHoldsTheNextCall() throws InterruptedException {
        pacing.hold(CallKind.CREATE, Duration.ofSeconds(12));
        pacing.await(CallKind.CREATE);

        assertThat(time.naps()).containsExactly(Duration.ofSeconds(12));
    }
}
