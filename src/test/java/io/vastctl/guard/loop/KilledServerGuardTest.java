package io.vastctl.guard.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.Action;
import io.vastctl.guard.BidRules;
import io.vastctl.guard.Plan;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RestartedServer;
import io.vastctl.memory.SpoolPlace;
import io.vastctl.memory.StateAddress;
import io.vastctl.offer.RentalType;
import io.vastctl.simulator.market.MarketTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guard whose PostgreSQL is killed outright. */
class KilledServerGuardTest {

    private static final Plan ONE = GuardRig.plan(RentalType.ON_DEMAND, 1, 0.6, BidRules.STANDARD);

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private GuardRig rig(RestartedServer server) {
        return new GuardRig(folder, "demand: 0.5\n", 1, ONE, clock -> database(server, clock));
    }

    private Database database(RestartedServer server, Clock clock) {
        MarketTime time = (MarketTime) clock;
        return Database.open(
                new StateAddress.OnServer(server.url()),
                Map.of(),
                clock,
                () -> false,
                Optional.of(new SpoolPlace(folder.resolve("server-1.db"), time, time, told::add)));
    }

    @Test
    void whatServesGoesOnAndTheGuardWorksInFullOnceTheServerIsBack() throws Exception {
        try (RestartedServer server = new RestartedServer(folder.resolve("data"));
                GuardRig rig = rig(server)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();

            server.kill();
            rig.during(Duration.ofMinutes(10));
            assertThat(rig.alive()).isEqualTo(1);
            server.startAgain();
            rig.during(Duration.ofMinutes(10));

            assertThat(rig.happened).contains("the database works again, and so does the guard in full");
            assertThat(rig.alive()).isEqualTo(1);
            assertEndsEmpty(server, rig);
        }
    }

    @Test
    void aServerThatIsKilledWhileAMachineIsRentedLosesNothingAndRentsNothingTwice() throws Exception {
        try (RestartedServer server = new RestartedServer(folder.resolve("data"));
                GuardRig rig = rig(server)) {
            assertThat(rig.until(Duration.ofHours(1), tick -> rig.market.truth().created() == 1))
                    .isTrue();
            assertThat(rig.alive()).isEqualTo(1);

            server.kill();
            rig.during(Duration.ofMinutes(1));
            server.startAgain();

            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();
            assertThat(rig.alive()).isEqualTo(1);
            assertEndsEmpty(server, rig);
        }
    }

    @Test
    void nothingIsRentedWhileTheServerIsAway() throws Exception {
        try (RestartedServer server = new RestartedServer(folder.resolve("data"));
                GuardRig rig = rig(server)) {
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();
            long before = rig.market.truth().created();

            server.kill();
            long instance = rig.client.list().get(0).instanceId();
            rig.client.destroy(instance);
            rig.during(Duration.ofMinutes(10));
            assertThat(rig.market.truth().created()).isEqualTo(before);
            server.startAgain();

            assertThat(rig.until(
                            Duration.ofHours(2),
                            tick -> tick.decisions().stream().anyMatch(one -> one.action() instanceof Action.Rent)))
                    .isTrue();
            assertThat(rig.untilServed(Duration.ofHours(1))).isTrue();
            assertEndsEmpty(server, rig);
        }
    }

    private static void assertEndsEmpty(RestartedServer server, GuardRig rig) throws InterruptedException {
        rig.follow(GuardRig.without(ONE));
        assertThat(rig.until(Duration.ofHours(2), tick -> rig.alive() == 0)).isTrue();
        rig.during(Duration.ofMinutes(5));

        assertThat(rig.market.truth().doubleRentals()).isZero();
        try (Database after = Database.open(new StateAddress.OnServer(server.url()), Map.of(), rig.time, () -> false)) {
            Journal journal = new Journal(after);
            assertThat(journal.open()).isEmpty();
            long rented = journal.intendedSince(Instant.EPOCH).stream()
                    .filter(entry -> entry.instanceId().isPresent())
                    .count();
            assertThat(rented).isEqualTo(rig.market.truth().created());
        }
    }
}
