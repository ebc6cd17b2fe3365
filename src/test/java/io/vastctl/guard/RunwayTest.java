package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunwayTest {

    private static final Budget BUDGET = new Budget(1, 10, 100, 5, Duration.ZERO, ZoneId.of("Europe/Berlin"));

    @Test
    void theDaysBudgetEndsTheRunway() {
        Runway runway = runway(8, 8, 100, 1);
        assertThat(runway.rule()).isEqualTo(Rule.DAY_BUDGET);
        assertThat(runway.end()).isEqualTo(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void aNewDayBeginsWithAFullBudgetAtMidnightInTheZone() {
        Instant midnight = Instant.parse("2026-03-10T23:00:00Z");
        assertThat(runway(0, 0, 1e6, 0.1).end()).isAfter(midnight.plus(Duration.ofDays(1000)));
        assertThat(runway(0, 0, 1000, 0.8).end()).isEqualTo(midnight.plus(Duration.ofMinutes(750)));
    }

    @Test
    void theMonthAndTheCreditEndItToo() {
        assertThat(runway(1, 99, 100, 1).rule()).isEqualTo(Rule.MONTH_BUDGET);
        assertThat(runway(1, 1, 6, 0.5)).isEqualTo(new Runway(NOW.plus(Duration.ofHours(2)), Rule.BALANCE_FLOOR));
    }

    @Test
    void whatIsSpentAlreadyLeavesNothing() {
        assertThat(runway(11, 11, 100, 0.1).end()).isEqualTo(NOW);
        assertThat(runway(1, 1, 4, 0).end()).isEqualTo(NOW);
    }

    @Test
    void unknownSpendIsNoRunwayAndUnknownCreditNoLimit() {
        assertThat(Runway.of(new Purse(OptionalDouble.of(9), OptionalDouble.empty(), Double.NaN, 1), BUDGET, 1, 1, NOW))
                .isEmpty();
        assertThat(Runway.of(new Purse(OptionalDouble.empty(), OptionalDouble.empty(), 1, 1), BUDGET, 0.1, 1, NOW))
                .hasValueSatisfying(one -> assertThat(one.end()).isAfter(NOW.plus(Duration.ofDays(999))));
    }

    private static Runway runway(double day, double month, double balance, double perHour) {
        Purse purse = new Purse(OptionalDouble.of(balance), OptionalDouble.empty(), day, month);
        return Runway.of(purse, BUDGET, perHour, perHour, NOW).orElseThrow();
    }
}
