package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.HeatLimits;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rule;
import io.vastctl.guard.ThermalRules;
import io.vastctl.memory.FailingWrites;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.guard.GuardBook;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be written while something is rented. */
class OutageTest {

    private static final Plan ONE = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    @Test
    void theLoopGoesOnTellsItOnceAndThenWorksInFull() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();

            FailingWrites.readOnly(rig.database, true);
            int before = rig.decided.size();
            rig.during(Duration.ofMinutes(10));

            assertThat(alarms(rig)).isEqualTo(1);
            assertThat(rig.client.list()).hasSize(1);
            assertThat(rig.decided).hasSize(before);

            FailingWrites.readOnly(rig.database, false);
            rig.during(Duration.ofMinutes(10));
            assertThat(rig.happened).contains("the database works again, and so does the guard in full");
            assertThat(new GuardBook(rig.database).last("plan").orElseThrow().at())
                    .isAfter(rig.time.instant().minus(Duration.ofMinutes(2)));
            assertThat(alarms(rig)).isEqualTo(1);
            assertThat(rig.client.list()).hasSize(1);
        }
    }

    @Test
    void criticalHeatIsEndedAllTheSameAndNothingIsRentedInItsPlace() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();
            rig.follow(anyHeatIsCritical());

            FailingWrites.readOnly(rig.database, true);
            long rents = rents(rig);
            rig.during(Duration.ofMinutes(10));
            assertThat(rig.by(Rule.CRITICAL_HEAT)).isNotEmpty();

            assertThat(rig.client.list()).isEmpty();
            assertThat(rents(rig)).isEqualTo(rents);
            assertThat(alarms(rig)).isEqualTo(1);

            rig.follow(ONE);
            FailingWrites.readOnly(rig.database, false);
            assertThat(rig.until(
                            Duration.ofHours(1),
                            tick -> tick.decisions().stream().anyMatch(one -> one.action() instanceof Action.Rent)))
                    .isTrue();
        }
    }

    @Test
    void aGuardThatCannotTakeItsPlanDoesNotBegin() {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            FailingWrites.readOnly(rig.database, true);

            assertThatThrownBy(() -> rig.during(Duration.ofMinutes(1))).isInstanceOf(StoreException.class);

            FailingWrites.readOnly(rig.database, false);
        }
    }

    private static Plan anyHeatIsCritical() {
        HeatLimits.Band low = new HeatLimits.Band(10, 11, 12);
        ThermalRules usual = ONE.thermal();
        ThermalRules strict = new ThermalRules(
                Map.of("", new HeatLimits(low, low, new HeatLimits.Band(92, 91, 90))),
                usual.warmFor(),
                usual.hotFor(),
                usual.coolFor(),
                usual.hysteresis(),
                usual.fastRise(),
                usual.foresight(),
                usual.hotPatience());
        return new Plan(
                ONE.endpoints(),
                ONE.budget(),
                strict,
                ONE.health(),
                ONE.healing(),
                ONE.replacement(),
                ONE.bids(),
                ONE.absence());
    }

    private static long rents(GuardRig rig) {
        return rig.decided.stream()
                .filter(decision -> decision.action() instanceof Action.Rent)
                .count();
    }

    private static long alarms(GuardRig rig) {
        return rig.told.stream()
                .filter(what -> what.subject().equals("database"))
                .peek(what -> assertThat(what.urgency()).isEqualTo(Action.Tell.Urgency.ALARM))
                .count();
    }
}
