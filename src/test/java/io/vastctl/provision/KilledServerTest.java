package io.vastctl.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RestartedServer;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.SpoolPlace;
import io.vastctl.memory.StateAddress;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose PostgreSQL is killed outright while a machine is rented. */
@SuppressWarnings("try")
final class KilledServerTest {

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private final FakeTime wall = new FakeTime();
    private final List<String> told = new ArrayList<>();

    @Test
    void aServerThatIsKilledAndStartedAgainInMidRunHasAllOfItOnce() {
        try (RestartedServer server = new RestartedServer(folder.resolve("data"));
                RunRig rig = rig(server)) {
            rig.calls.before = (call, number) -> {
                wall.pass(Duration.ofSeconds(40));
                if (rig.calls.count("create") == 0) return;
                int since = number - rig.calls.names().indexOf("create");
                if (since == 3) server.kill();
                if (since == 7) server.startAgain();
            };

            RunResult result = rig.run();
            end(rig);

            assertThat(result.outcome()).isEqualTo(RunOutcome.READY);
            assertAllIsThereOnce(server, rig, result);
        }
    }

    @Test
    void aServerThatIsStartedAgainLaterHasItFromTheNextCommand() {
        try (RestartedServer server = new RestartedServer(folder.resolve("data"));
                RunRig rig = rig(server)) {
            rig.calls.before = (call, number) -> {
                wall.pass(Duration.ofSeconds(40));
                boolean rented = rig.calls.count("create") > 0;
                if (rented && number - rig.calls.names().indexOf("create") == 3) server.kill();
            };

            RunResult result = rig.run();
            end(rig);
            assertThat(told).last().asString().contains("the next vastctl command here with this state brings them in");
            server.startAgain();
            database(server).close();

            assertThat(result.outcome()).isEqualTo(RunOutcome.READY);
            assertThat(told).last().asString().contains("notes of an earlier process were brought in");
            assertAllIsThereOnce(server, rig, result);
        }
    }

    private static void end(RunRig rig) {
        rig.ownership.close();
        rig.close();
    }

    private RunRig rig(RestartedServer server) {
        RunRig rig = RunRig.on(database(server), time);
        rig.remembers = false;
        return rig;
    }

    private Database database(RestartedServer server) {
        return Database.open(
                new StateAddress.OnServer(server.url()),
                Map.of(),
                time,
                () -> false,
                Optional.of(new SpoolPlace(folder.resolve("server-1.db"), wall, wall, told::add)));
    }

    private void assertAllIsThereOnce(RestartedServer server, RunRig rig, RunResult result) {
        assertThat(rig.vast.alive()).isEmpty();
        assertThat(rig.vast.orders).hasSize(1);
        try (Database after = Database.open(new StateAddress.OnServer(server.url()), Map.of(), time, () -> false)) {
            Journal journal = new Journal(after);
            assertThat(journal.open()).isEmpty();
            assertThat(journal.intendedSince(Instant.EPOCH)).hasSize(1);
            var run = new RunHistory(after).show(RunRig.RUN_ID).orElseThrow();
            assertThat(run.attempts()).hasSize(1);
            assertThat(run.summary().outcome()).isEqualTo(result.outcome().word());
        }
    }
}
