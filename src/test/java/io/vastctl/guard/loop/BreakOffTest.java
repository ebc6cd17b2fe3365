package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.BidRules;
import io.vastctl.guard.Budget;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rule;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rents under way that the plan has no money or no place for any more. */
class BreakOffTest {

    private static final Plan ONE = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);
    private static final Plan TWO = GuardRig.plan(RentalType.ON_DEMAND, 2, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    @Test
    void aBudgetThatIsCutEndsTheRentUnderWayAndNotWhatServes() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();
            long serving = rig.client.list().get(0).instanceId();
            rig.follow(TWO);
            assertThat(rig.until(Duration.ofMinutes(10), tick -> rig.alive() == 2))
                    .isTrue();

            rig.follow(withHourly(TWO, rig.rentedFor() + 0.05));
            rig.until(Duration.ofMinutes(15), tick -> false);

            assertThat(rig.by(Rule.HOUR_BUDGET)).hasSize(1);
            assertThat(rig.happened).anyMatch(line -> line.matches("rent rent-\\d+ is broken off"));
            assertThat(rig.client.list())
                    .extracting(instance -> instance.instanceId())
                    .containsExactly(serving);
        }
    }

    @Test
    void anEndpointThatLeavesThePlanIsNotRentedForAnyMore() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.until(Duration.ofMinutes(10), tick -> rig.alive() == 1))
                    .isTrue();

            rig.follow(GuardRig.without(ONE));
            rig.during(Duration.ofMinutes(15));

            assertThat(rig.by(Rule.NOT_IN_PLAN)).hasSize(1);
            assertThat(rig.client.list()).isEmpty();
        }
    }

    private static Plan withHourly(Plan plan, double perHour) {
        Budget budget = plan.budget();
        return new Plan(
                plan.endpoints(),
                new Budget(
                        perHour,
                        budget.perDay(),
                        budget.perMonth(),
                        budget.balanceFloor(),
                        budget.lowCreditFor(),
                        budget.zone()),
                plan.thermal(),
                plan.health(),
                plan.healing(),
                plan.replacement(),
                plan.bids(),
                plan.absence());
    }
}
