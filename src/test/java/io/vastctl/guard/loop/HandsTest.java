package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.Decision;
import io.vastctl.guard.Plan;
import io.vastctl.guard.Rule;
import io.vastctl.memory.Journal;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guard does with decisions that rest on books of some minutes ago. */
class HandsTest {

    private static final Plan ONE = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    @Test
    void whatIsProvenGoneSinceTheLookBeganIsNotDestroyedOnceMore() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            Keeper.Tick[] last = new Keeper.Tick[1];
            assertThat(rig.until(Duration.ofHours(1), tick -> {
                        last[0] = tick;
                        return !tick.seen().rentals().isEmpty();
                    }))
                    .isTrue();
            List<Journal.Entry> old = rig.entries();
            Decision goes = new Decision(
                    new Action.Retire(last[0].seen().rentals().get(0).instanceId()), Rule.NOT_IN_PLAN, "of a test");

            rig.act(List.of(goes), last[0], old);
            assertThat(rig.client.list()).isEmpty();
            rig.act(List.of(goes), last[0], old);

            assertThat(rig.happened.stream().filter(line -> line.contains("is destroyed:")))
                    .hasSize(1);
        }
    }
}
