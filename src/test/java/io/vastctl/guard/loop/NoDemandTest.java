package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.Plan;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workload whose file is broken or gone while the guard works. */
class NoDemandTest {

    private static final Plan ONE = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    @Test
    void itsMachineIsLookedAtOnAndTheReasonIsToldInItsOwnWords() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();

            rig.noDemand = Optional.of(new IllegalArgumentException("tiny.yaml:3: no image"));
            rig.happened.clear();
            rig.until(Duration.ofMinutes(10), tick -> {
                assertThat(tick.seen().rentals())
                        .allMatch(rental -> rental.heat().readAt().isPresent()
                                && !rental.heat().lost());
                return false;
            });

            assertThat(rig.told)
                    .extracting(Action.Tell::text)
                    .contains("endpoint chat cannot be asked or rented: tiny.yaml:3: no image");
            assertThat(rig.happened).noneMatch(line -> line.contains("cut off"));
            assertThat(rig.client.list()).hasSize(1);
        }
    }

    @Test
    void aRentOfItFailsAndTheLoopGoesOnToRentOnceItIsMended() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            rig.noDemand = Optional.of(new IllegalArgumentException("tiny.yaml:3: no image"));
            rig.during(Duration.ofMinutes(5));
            assertThat(rig.client.list()).isEmpty();

            rig.noDemand = Optional.empty();
            assertThat(rig.untilServed(Duration.ofHours(2))).isTrue();
        }
    }
}
