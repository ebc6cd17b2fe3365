package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.RestartedServer;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.SpoolPlace;
import io.vastctl.memory.StateAddress;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.memory.survey.SurveyDetail;
import io.vastctl.memory.survey.SurveyMachine.Finding;
import io.vastctl.outcome.ExitCode;
import io.vastctl.provision.RunEvent;
import io.vastctl.provision.RunResult;
import io.vastctl.simulator.market.MarketTime;
import io.vastctl.simulator.market.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A survey whose PostgreSQL is killed outright while machines are rented. */
class KilledServerSurveyTest {

    private static final Scenario ORDINARY =
            Scenario.named("ordinary").withMachines(300).withCredit(1_000);
    private static final int MACHINES = 12;

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private Database database(RestartedServer server, MarketTime time) {
        return Database.open(
                new StateAddress.OnServer(server.url()),
                Map.of(),
                time,
                () -> false,
                Optional.of(new SpoolPlace(folder.resolve("server-1.db"), time, time, told::add)));
    }

    /** Kills the server once so many are rented, and lets it start again later. */
    private static RunEvent.Listener killing(
            RestartedServer server, SurveyRig rig, int afterRentals, Optional<Duration> back) {
        int[] rented = {0};
        List<Instant> killedAt = new ArrayList<>();
        boolean[] there = {false};
        return event -> {
            if (event instanceof RunEvent.Rented && ++rented[0] == afterRentals) {
                server.kill();
                killedAt.add(rig.time.instant());
            }
            boolean due = !killedAt.isEmpty()
                    && back.isPresent()
                    && !there[0]
                    && rig.time.instant().isAfter(killedAt.get(0).plus(back.get()));
            if (due) {
                there[0] = true;
                server.startAgain();
            }
        };
    }

    @Test
    void aServerThatIsBackWithinTwoMinutesChangesNothing() throws Exception {
        try (RestartedServer server = new RestartedServer(folder.resolve("data"));
                SurveyRig rig = new SurveyRig(ORDINARY, 3, time -> database(server, time))) {
            rig.listener = killing(server, rig, 4, Optional.of(Duration.ofSeconds(60)));

            RunResult result = rig.begin("s1", MACHINES, 6);

            assertThat(told).anySatisfy(line -> assertThat(line).contains("the state's server is away"));
            assertThat(told).anySatisfy(line -> assertThat(line).contains("notes of this process were brought in"));
            assertThat(result.exitCode()).as(result.message()).isEqualTo(ExitCode.DONE);
            assertAllIsThereOnce(server, rig);
        }
    }

    @Test
    void aServerThatStaysAwayEndsItWithNothingAliveAndAResumedOneGoesOnWithWhatIsLeft() throws Exception {
        try (RestartedServer server = new RestartedServer(folder.resolve("data"));
                SurveyRig rig = new SurveyRig(ORDINARY, 3, time -> database(server, time))) {
            rig.listener = killing(server, rig, 4, Optional.empty());

            RunResult broken = rig.begin("s1", MACHINES, 4);

            assertThat(broken.exitCode()).as(broken.message()).isEqualTo(ExitCode.INTERNAL);
            assertThat(rig.market.truth().alive()).isEmpty();
            int rented = rig.market.truth().created();
            assertThat(rented).isLessThan(MACHINES);
            server.startAgain();
            rig.listener = event -> {};
            rig.time.sleep(Duration.ofMinutes(1));

            RunResult resumed = rig.resume("s1", 4);

            assertThat(resumed.exitCode()).as(resumed.message()).isEqualTo(ExitCode.DONE);
            assertThat(told).anySatisfy(line -> assertThat(line).contains("notes of this process were brought in"));
            assertAllIsThereOnce(server, rig);
        }
    }

    private static void assertAllIsThereOnce(RestartedServer server, SurveyRig rig) {
        assertThat(rig.market.truth().alive()).isEmpty();
        assertThat(rig.market.truth().doubleRentals()).isZero();
        try (Database after = Database.open(new StateAddress.OnServer(server.url()), Map.of(), rig.time, () -> false)) {
            SurveyDetail survey = new SurveyBook(after).find("s1").orElseThrow();
            assertThat(survey.machines()).hasSize(MACHINES).noneMatch(machine -> machine.finding() == Finding.LEFT);
            Journal journal = new Journal(after);
            assertThat(journal.open()).isEmpty();
            List<AttemptRow> attempts = survey.runs().stream()
                    .flatMap(run -> new RunHistory(after).show(run).map(RunDetail::attempts).orElse(List.of()).stream())
                    .toList();
            assertThat(attempts)
                    .extracting(attempt -> attempt.runId() + " " + attempt.number())
                    .doesNotHaveDuplicates();
            long rented = attempts.stream()
                    .filter(attempt -> attempt.instanceId().isPresent())
                    .count();
            assertThat(rented).isEqualTo(rig.market.truth().created());
            assertThat(attempts)
                    .filteredOn(attempt -> attempt.outcome().equals("ready"))
                    .extracting(AttemptRow::machineId)
                    .doesNotHaveDuplicates()
                    .hasSize((int) survey.count(Finding.WORKS));
        }
    }
}
