package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.HeatLevel;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rule;
import io.vastctl.memory.FailingWrites;
import io.vastctl.memory.StoreException;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
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
            rig.during(Duration.ofMinutes(30));

            assertThat(alarms(rig)).isEqualTo(1);
            assertThat(rig.client.list()).hasSize(1);
            assertThat(rig.decided).hasSize(before);

            FailingWrites.readOnly(rig.database, false);
            rig.during(Duration.ofHours(2));
            assertThat(rig.happened).contains("the database works again, and so does the guard in full");
            assertThat(rig.by(Rule.LEASE)).isNotEmpty();
            assertThat(alarms(rig)).isEqualTo(1);
            assertThat(rig.client.list()).hasSize(1);
        }
    }

    @Test
    void criticalHeatIsEndedAllTheSameAndNothingIsRentedInItsPlace() throws Exception {
        String hot = "demand: 1\nfaults:\n  overheat-fast: 1\n";
        try (GuardRig rig = new GuardRig(folder, hot, 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(2))).isTrue();
            assertThat(rig.until(Duration.ofHours(24), tick -> tick.seen().rentals().stream()
                            .anyMatch(rental -> rental.heat().seen() != HeatLevel.COOL)))
                    .isTrue();

            FailingWrites.readOnly(rig.database, true);
            long rents = rents(rig);
            rig.until(Duration.ofHours(2), tick -> !rig.by(Rule.CRITICAL_HEAT).isEmpty());
            assertThat(rig.by(Rule.CRITICAL_HEAT)).isNotEmpty();
            rig.during(Duration.ofMinutes(10));

            assertThat(rig.client.list()).isEmpty();
            assertThat(rents(rig)).isEqualTo(rents);
            assertThat(alarms(rig)).isEqualTo(1);

            FailingWrites.readOnly(rig.database, false);
            assertThat(rig.until(Duration.ofHours(1), tick -> tick.decisions().stream()
                            .anyMatch(one -> one.action() instanceof Action.Rent)))
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
