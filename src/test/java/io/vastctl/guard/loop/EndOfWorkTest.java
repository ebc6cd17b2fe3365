package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.BidRules;
import io.vastctl.guard.Plan;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wait of a guard that ends for what it began. */
class EndOfWorkTest {

    private static final Plan ONE = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    @Test
    void aSignIsGivenAgainAndAgainWhileARentIsUnderWay() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            rig.until(Duration.ofMinutes(5), tick -> true);

            assertThat(rig.signsUntilTheWorkIsDone()).isGreaterThan(2);
            assertThat(rig.client.list()).hasSize(1);
        }
    }

    @Test
    void noneIsGivenWhereNothingIsUnderWay() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();

            assertThat(rig.signsUntilTheWorkIsDone()).isZero();
        }
    }
}
