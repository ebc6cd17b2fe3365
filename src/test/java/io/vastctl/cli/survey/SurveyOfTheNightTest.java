package io.vastctl.cli.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.MetricsFile;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A survey that nobody watches: it waits for a random time, and writes figures for Prometheus. */
class SurveyOfTheNightTest {

    @TempDir
    Path home;

    private Shell shell;
    private MetricsFile file;

    @BeforeEach
    void open() {
        shell = new Shell(home);
        file = new MetricsFile(home.resolve("vastctl-survey.prom"));
    }

    private Ran survey(String... more) {
        List<String> words =
                new ArrayList<>(List.of("survey", "--metrics-file", file.path().toString()));
        words.addAll(List.of(more));
        return shell.run(words.toArray(String[]::new));
    }

    private Ran simulated(String... more) {
        return survey(Stream.concat(
                        Stream.of("--simulate=hostile", "--speed", "1000000", "--strictness", "aggressive"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void theFileTellsWhatTheDocumentTells() throws IOException {
        Ran ran = simulated("--count", "8", "--max-spend", "20", "-o", "json");
        JsonNode json = ran.json("survey");

        for (String finding : List.of("works", "fails", "gone", "left"))
            assertThat(file.value("vastctl_survey_machines", finding))
                    .as(finding)
                    .isEqualTo(json.path(finding).asDouble());
        assertThat(json.path("fails").asInt()).isPositive();
        for (String blamed : List.of("nobody", "machine", "machine-for-workload"))
            assertThat(file.value("vastctl_survey_failures", blamed)).as(blamed).isEqualTo(failures(json, blamed));
        assertThat(file.value("vastctl_survey_cost_dollars"))
                .isEqualTo(json.path("costDollars").asDouble());
        assertThat(file.value("vastctl_last_run_exit_code")).isEqualTo(ran.code());
        assertThat(file.value("vastctl_rentals_still_running")).isZero();
        assertThat(file.value("vastctl_last_run_timestamp_seconds")).isGreaterThan(1.7e9);
        assertThat(file.text()).doesNotContain("seconds_to_ready");
    }

    private static double failures(JsonNode survey, String blamed) {
        return StreamSupport.stream(survey.path("machines").spliterator(), false)
                .filter(machine -> machine.path("finding").asText().equals("fails"))
                .filter(machine ->
                        machine.path("failure").path("blames").asText().equals(blamed))
                .count();
    }

    @Test
    void whatAResumptionFindsDoneIsToldAgain() throws IOException {
        assertThat(simulated("--count", "2", "--max-spend", "20").code()).isIn(0, 4);
        List<String> first = file.samples("vastctl_survey_");
        Files.delete(file.path());

        simulated("--resume").exits(0);

        assertThat(file.samples("vastctl_survey_")).isNotEmpty().isEqualTo(first);
        assertThat(file.value("vastctl_survey_machines", "left")).isZero();
        assertThat(file.value("vastctl_last_run_exit_code")).isZero();
    }

    @Test
    void oneThatNeverBeganTellsThatAndNoMachine() throws IOException {
        survey("--count", "2").exits(7);

        assertThat(file.value("vastctl_last_run_exit_code")).isEqualTo(7);
        assertThat(file.samples("vastctl_survey_")).isEmpty();
    }

    @Test
    void jitterPassesOnTheMarketsClockAndFollowsTheSeed() {
        String first = simulated("--count", "1", "--jitter", "20m", "-v").err();
        String again = simulated("--count", "1", "--jitter", "20m", "-v").err();

        assertThat(first).containsPattern("--jitter: waits \\d+");
        assertThat(first.lines().findFirst()).isEqualTo(again.lines().findFirst());
        simulated("--jitter", "20").refuses(2, "--jitter", "a duration such as", "\"20\"");
    }

    @Test
    void aRehearsalReadsTheOptionsOfTheNight() {
        simulated("--dry-run", "--jitter", "20").refuses(2, "--jitter");
        shell.run("survey", "--simulate", "--dry-run", "--metrics-file", home.toString())
                .refuses(2, "--metrics-file");
        simulated("--dry-run", "--jitter", "20m").exits(0);
        assertThat(file.path()).doesNotExist();
    }
}
