package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.guard.Action;
import io.vastctl.guard.Bidding;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Duty;
import io.vastctl.guard.Hardware;
import io.vastctl.guard.Health;
import io.vastctl.guard.HealthRules;
import io.vastctl.guard.Heat;
import io.vastctl.guard.Hours;
import io.vastctl.guard.Life;
import io.vastctl.guard.Mishap;
import io.vastctl.guard.Observation;
import io.vastctl.guard.Plan;
import io.vastctl.guard.PlannedEndpoint;
import io.vastctl.guard.Purse;
import io.vastctl.guard.Rental;
import io.vastctl.guard.Rule;
import io.vastctl.guard.Sight;
import io.vastctl.guard.Step;
import io.vastctl.guard.Venture;
import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GuardJsonTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.123456789Z");

    private static Rental rental(double price) {
        return new Rental(
                7,
                "vastctl-x-1",
                "chat",
                OptionalLong.of(9),
                NOW,
                price,
                Life.OUTBID,
                NOW,
                new Duty.Draining(NOW, Rule.HOT),
                Heat.UNKNOWN,
                Hardware.UNKNOWN,
                Health.UNKNOWN,
                Map.of(Step.REBOOT, new Rental.Tries(2, NOW)),
                Optional.of(NOW),
                Optional.empty(),
                Optional.of(new Rental.PriceIncrease(3, 0.4)),
                Optional.of(new Bidding(0.1, Double.NaN, Double.NaN, OptionalDouble.of(40), Optional.of(NOW))),
                Optional.empty());
    }

    @Test
    void anObservationComesBackEqualAlsoWhereItsNumbersAreNone() {
        Observation seen = new Observation(
                NOW,
                new Sight.Blind(NOW, "503"),
                new Purse(OptionalDouble.of(12.5), OptionalDouble.empty(), Double.NaN, Double.POSITIVE_INFINITY),
                List.of(rental(Double.NaN), rental(0.1 + 0.2)),
                List.of(new Venture("chat", NOW, 0.5, OptionalLong.of(7))),
                List.of(new Mishap(NOW, "chat", Mishap.Kind.RENT_FAILED)),
                Optional.of(Duration.ofSeconds(-90)));

        assertThat(GuardJson.observation(GuardJson.write(seen))).isEqualTo(seen);
    }

    @Test
    void aPlanComesBackEqual() {
        Plan plan = Plan.of(
                List.of(new PlannedEndpoint(
                        "chat",
                        "tinyllama",
                        "strict",
                        2,
                        Hours.ALWAYS,
                        RentalType.INTERRUPTIBLE,
                        OptionalDouble.of(1))),
                new Budget(1, 10, 100, 0, Budget.LOW_CREDIT, ZoneId.of("Europe/Berlin")));

        assertThat(GuardJson.plan(GuardJson.write(plan))).isEqualTo(plan);
    }

    /** Versions before this one wrote neither. */
    @Test
    void healthAndItsRulesAreReadWithoutTheTimeToTheFirstToken() {
        String health = GuardJson.write(Health.UNKNOWN);
        String rules = GuardJson.write(HealthRules.STANDARD);

        assertThat(GuardJson.read(health.replaceFirst(",\"delay\":null", ""), Health.class))
                .isEqualTo(Health.UNKNOWN);
        assertThat(health).contains(",\"delay\":null");
        String old = rules.replaceFirst(",\"lateness\":\\{.*?\\}", "");
        assertThat(old).doesNotContain("lateness");
        assertThat(GuardJson.read(old, HealthRules.class).lateness()).isEmpty();
    }

    @Test
    void actionsSayWhichTheyAre() {
        for (Action action : List.of(
                new Action.Rent("chat", 0.5, OptionalLong.empty()),
                new Action.CutOff(7),
                new Action.BreakOff("chat", "run-1"),
                new Action.RenewLease(7, NOW),
                new Action.Tell(Action.Tell.Urgency.ALARM, "chat", "hot")))
            assertThat(GuardJson.action(GuardJson.write((Record) action))).isEqualTo(action);
    }

    @Test
    void whatAnotherVersionWroteIsOneLineThatSaysSo() {
        assertThatThrownBy(() -> GuardJson.observation("{\"future\": 1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a stored Observation cannot be read");
    }
}
