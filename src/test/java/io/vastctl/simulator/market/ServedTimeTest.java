package io.vastctl.simulator.market;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.time.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedTimeTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final FakeTime real = new FakeTime();
    private final ServedTime time = new ServedTime(START, 2, 100, real, real);

    private Duration passed() {
        return Duration.between(START, time.instant());
    }

    @Test
    void standsUntilTheMarketIsUsedThenFlows() {
        real.pass(ofSeconds(60));
        assertThat(passed()).isZero();

        time.begin();
        real.pass(ofSeconds(5));
        time.begin();
        real.pass(ofSeconds(5));

        assertThat(passed()).isEqualTo(ofSeconds(20));
        assertThat(time.flowing()).isTrue();
    }

    @Test
    void whileItFlowsTheMarketsOwnTimeIsWaitedForAndNotAdded() {
        time.begin();

        time.advance(ofSeconds(3));

        assertThat(real.naps()).containsExactly(ofMillis(1500));
        assertThat(passed()).isEqualTo(ofSeconds(3));
    }

    @Test
    void aLeaderStopsItAndItFlowsOnFromWhereItStood() throws Exception {
        time.begin();
        real.pass(ofSeconds(5));
        time.lead("one");
        real.pass(ofSeconds(5));
        assertThat(passed()).isEqualTo(ofSeconds(10));

        time.sleep(ofSeconds(7));
        time.advance(ofMillis(500));
        assertThat(passed()).isEqualTo(ofMillis(17_500));
        assertThat(time.flowing()).isFalse();

        time.release("one");
        assertThat(passed()).isEqualTo(ofMillis(17_500));
        real.pass(ofSeconds(1));
        assertThat(passed()).isEqualTo(ofMillis(19_500));
    }

    @Test
    void aLedWaitTakesRealTimeByTheLedSpeed() throws Exception {
        time.lead("one");

        time.sleep(ofSeconds(12));

        assertThat(real.naps()).containsExactly(ofMillis(50), ofMillis(50), ofMillis(20));
    }

    @Test
    void itFlowsWhenTheLastOfSeveralLeadersLetsGo() {
        time.begin();
        time.lead("one");
        time.lead("two");
        real.pass(ofSeconds(3));

        time.release("one");
        real.pass(ofSeconds(3));
        assertThat(passed()).isZero();
        time.release("two");
        real.pass(ofSeconds(3));

        assertThat(passed()).isEqualTo(ofSeconds(6));
    }

    @Test
    void eachOfTwoLeadersMovesIt() throws Exception {
        time.lead("one");
        time.lead("two");
        time.sleep(ofSeconds(4));
        time.sleep(ofSeconds(5));

        assertThat(passed()).isEqualTo(ofSeconds(9));
    }

    @Test
    void aSilentLeaderIsDeadAndTheClockFlowsFromTheEndOfItsLeaseWheneverThatIsNoticed() {
        time.begin();
        time.lead("killed");
        real.pass(ServedTime.LEASE.minusMillis(1));
        assertThat(time.leaders()).isEqualTo(1);
        assertThat(passed()).isZero();

        real.pass(ofMillis(1).plusSeconds(100));

        assertThat(passed()).isEqualTo(ofSeconds(200));
        assertThat(time.leaders()).isZero();
    }

    @Test
    void aLeaderThatSpeaksUpGoesOnLeading() {
        time.begin();
        for (int sign = 0; sign < 5; sign++) {
            time.lead("alive");
            real.pass(ServedTime.LEASE.minusSeconds(1));
        }

        assertThat(passed()).isZero();
    }

    @Test
    void aReleaseByNobodyChangesNothing() {
        time.begin();
        real.pass(ofSeconds(1));
        time.release("stranger");
        real.pass(ofSeconds(1));

        assertThat(passed()).isEqualTo(ofSeconds(4));
    }

    @Test
    void anybodyMaySkipAheadWhileItFlowsAndTheTwoDoNotAddUp() throws Exception {
        time.begin();

        time.sleep(ofSeconds(100));

        assertThat(passed()).isEqualTo(ofSeconds(100));
        real.pass(ofSeconds(1));
        assertThat(passed()).isEqualTo(ofSeconds(102));
    }

    @Test
    void sleepingUntilAPastMomentReturnsAtOnce() throws Exception {
        time.sleepUntil(START.minusSeconds(5));

        assertThat(passed()).isZero();
        assertThat(real.naps()).isEmpty();
    }

    @Test
    void neverGoesBackThoughTheComputersClockDoes() {
        time.begin();
        real.pass(ofSeconds(10));
        assertThat(passed()).isEqualTo(ofSeconds(20));

        real.pass(ofSeconds(-6));
        assertThat(passed()).isEqualTo(ofSeconds(20));
    }

    @Test
    void aPulseTellsTheListenersOnlyWhileItFlows() {
        List<Instant> seen = new ArrayList<>();
        time.onMove(() -> seen.add(time.instant()));

        time.pulse();
        time.begin();
        real.pass(ofSeconds(1));
        time.pulse();
        time.lead("one");
        time.pulse();

        assertThat(seen).containsExactly(START.plusSeconds(2));
    }

    @Test
    void anInterruptDuringTheMarketsOwnTimeStaysPending() {
        time.begin();
        Thread.currentThread().interrupt();

        time.advance(ofSeconds(1));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aSpeedThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new ServedTime(START, 0, 100, real, real))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0");
    }
}
