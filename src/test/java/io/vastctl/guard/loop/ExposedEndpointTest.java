package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.Plan;
import io.vastctl.offer.RentalType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that lost its key while the guard looks after it. */
class ExposedEndpointTest {

    private static final Plan ONE = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    @Test
    void itCountsAsServingAndSomebodyIsTold() throws Exception {
        try (GuardRig rig = new GuardRig(folder, "demand: 0.5\n", 1, ONE)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();
            assertThat(rig.told).noneMatch(what -> what.text().contains("wrong key"));

            rig.exposed = true;
            rig.during(Duration.ofMinutes(20));

            long id = rig.client.list().get(0).instanceId();
            assertThat(rig.told)
                    .contains(new Action.Tell(
                            Action.Tell.Urgency.WARNING,
                            "instance " + id,
                            "endpoint chat: the server of instance " + id
                                    + " answers to a wrong key, too: anybody who finds its port can use it"));
            assertThat(rig.client.list()).hasSize(1);
        }
    }
}
