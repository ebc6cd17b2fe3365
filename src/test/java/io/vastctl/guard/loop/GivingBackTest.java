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

/** What goes is destroyed once, and what is gone is known to be. */
class GivingBackTest {

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

    @Test
    void anEmptyListingIsBelievedOnceAllWereDestroyed() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();
            rig.destroyUnproven();
            rig.follow(GuardRig.without(ONE));

            assertThat(rig.until(
                            Duration.ofMinutes(10),
                            tick -> rig.entries().stream().noneMatch(Journal.Entry::isOpen)))
                    .as("proven gone")
                    .isTrue();
            assertThat(rig.told).noneMatch(what -> what.text().contains("the listing is empty"));
        }
    }
}
