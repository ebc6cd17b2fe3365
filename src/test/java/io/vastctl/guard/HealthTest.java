package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {

    @Test
    void missesInARowAreCountedFromTheFirstAndOneGoodLookEndsThem() {
        Health failing = bad(bad(good(Health.UNKNOWN, 80, 0), 1), 2);
        assertThat(failing.misses()).isEqualTo(2);
        assertThat(failing.failingSince()).contains(NOW.plusSeconds(1));
        assertThat(failing.why()).isEqualTo("refused");

        Health again = good(failing, 80, 3);
        assertThat(again.misses()).isZero();
        assertThat(again.failingSince()).isEmpty();
    }

    @Test
    void whatWasNotAskedSaysNothing() {
        Health failing = bad(Health.UNKNOWN, 1);
        assertThat(Health.next(failing, new Answer.NotAsked(), HealthRules.STANDARD, NOW))
                .isEqualTo(failing);
    }

    @Test
    void slowIsMeasuredAgainstItsOwnUsualSpeedWhichSlowLooksDoNotMove() {
        Health usual = Health.UNKNOWN;
        for (int i = 0; i < 20; i++) usual = good(usual, 80, i);
        assertThat(usual.baseline()).isEqualTo(80);

        Health slow = usual;
        for (int i = 0; i < 12; i++) slow = good(slow, 39, 30 + i);
        assertThat(slow.slowLooks()).isEqualTo(12);
        assertThat(slow.baseline()).isEqualTo(80);
        assertThat(good(slow, 41, 99).slowLooks()).isZero();
    }

    @Test
    void theFirstLooksOnlyTeachWhatIsUsual() {
        Health health = good(good(Health.UNKNOWN, 80, 0), 10, 1);
        assertThat(health.slowLooks()).isZero();
        assertThat(health.baseline()).isEqualTo(45);
    }

    @Test
    void aSpeedThatIsNoneTeachesNothing() {
        Health usual = good(Health.UNKNOWN, 80, 0);
        for (double none : new double[] {Double.NaN, -1, 0, Double.POSITIVE_INFINITY})
            assertThat(good(usual, none, 1).baseline()).isEqualTo(80);
    }

    @Test
    void aFirstTokenThatTakesFarLongerThanUsualIsSlowTooAndDoesNotMoveWhatIsUsual() {
        Health usual = Health.UNKNOWN;
        for (int i = 0; i < 20; i++) usual = after(usual, 1000);
        Health late = after(after(usual, 3500), 3500);

        assertThat(late.slowLooks()).isEqualTo(2);
        assertThat(late.delay().orElseThrow().usual()).isEqualTo(1);
        assertThat(late.delay().orElseThrow().latest()).isEqualTo(3.5);
        assertThat(after(late, 2900).slowLooks()).isZero();
    }

    @Test
    void aDelayUnderTwoSecondsIsNotSlowHoweverQuickItUsuallyIs() {
        Health usual = Health.UNKNOWN;
        for (int i = 0; i < 20; i++) usual = after(usual, 100);
        assertThat(after(usual, 1900).slowLooks()).isZero();
        assertThat(after(usual, 2100).slowLooks()).isEqualTo(1);
    }

    private static Health after(Health before, int millis) {
        return Health.next(before, new Answer.Good(Duration.ofMillis(millis), 80), HealthRules.STANDARD, NOW);
    }

    private static Health good(Health before, double speed, int second) {
        return Health.next(
                before, new Answer.Good(Duration.ofMillis(300), speed), HealthRules.STANDARD, NOW.plusSeconds(second));
    }

    private static Health bad(Health before, int second) {
        return Health.next(before, new Answer.Bad("refused"), HealthRules.STANDARD, NOW.plusSeconds(second));
    }
}
