package io.vastctl.vast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.provision.Relay;
import io.vastctl.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void aShorterPauseDoesNotEndALongerOne() throws InterruptedException {
        pacing.hold(CallKind.CREATE, Duration.ofSeconds(60));
        pacing.hold(CallKind.CREATE, Duration.ofSeconds(5));

        Instant before = time.instant();
        pacing.await(CallKind.CREATE);

        assertThat(Duration.between(before, time.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whoWaitsLongerThanAnyPauseStillWaitsForItsTurn() throws InterruptedException {
        Instant start = time.instant();
        pacing.hold(CallKind.CREATE, Duration.ofMinutes(10));

        pacing.await(CallKind.CREATE);

        assertThat(time.instant()).isEqualTo(start.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aClockThatIsSetBackIsNoReasonToWait() throws InterruptedException {
        pacing.await(CallKind.SHOW);
        time.pass(Duration.ofHours(-3));
        Instant start = time.instant();

        pacing.await(CallKind.SHOW);

        assertThat(Duration.between(start, time.instant())).isEqualTo(CallKind.SHOW.period());
    }

    @Test
    void aPauseIsAsLongAsItWasAskedForHoweverTheClockIsSet() throws InterruptedException {
        pacing.hold(CallKind.SHOW, Duration.ofSeconds(12));
        time.pass(Duration.ofHours(-3));
        Instant start = time.instant();

        pacing.await(CallKind.SHOW);

        assertThat(Duration.between(start, time.instant())).isEqualTo(Duration.ofSeconds(12));
    }

    /** Forty at once, and then a refusal: nobody goes early, and nobody overtakes. */
    @Test
    void manyWhoComeAtOnceGoInTheirOrderEachAtItsInterval() throws InterruptedException {
        Relay relay = new Relay(time, time);
        CallPacing shared = new CallPacing(time, relay.anyone());
        List<Integer> order = new ArrayList<>();
        List<Instant> went = new ArrayList<>();
        for (int caller = 0; caller < 40; caller++) {
            int number = caller;
            relay.start("caller-" + caller, runner -> {
                try {
                    shared.await(CallKind.CREATE);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                order.add(number);
                went.add(time.instant());
                if (number == 5) shared.hold(CallKind.CREATE, CallKind.CREATE.penalty());
            });
        }
        relay.first().awaitOthers();

        assertThat(order).isSorted().hasSize(40);
        for (int i = 1; i < went.size(); i++)
            assertThat(Duration.between(went.get(i - 1), went.get(i)))
                    .isEqualTo(i == 6 ? CallKind.CREATE.penalty() : CallKind.CREATE.period());
    }

    @Test
    void whatEndsSomethingGoesBeforeTheOthersOfItsKind() throws InterruptedException {
        CallLane lane = new CallLane(1, Duration.ofSeconds(1));
        lane.went(time.instant());
        CallLane.Place label = lane.enter(false);
        CallLane.Place stop = lane.enter(true);

        assertThat(lane.left(stop, time.instant())).isEqualTo(Duration.ofSeconds(1));
        assertThat(lane.left(label, time.instant())).isEqualTo(Duration.ofSeconds(2));
        lane.leave(stop);
        assertThat(lane.left(label, time.instant())).isEqualTo(Duration.ofSeconds(1));
    }
}
