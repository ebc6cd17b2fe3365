package io.vastctl.cli.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.memory.Database;
import io.vastctl.memory.EmbeddedServer;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Owners;
import io.vastctl.memory.RunsOn;
import io.vastctl.memory.StateAddress;
import io.vastctl.memory.survey.SurveyLeases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyCommandTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    /** On a market with machines enough, as fast as it goes. */
    private Ran survey(String... more) {
        return shell.run(Stream.concat(
                        Stream.of("survey", "--simulate", "--speed", "100000", "--strictness", "balanced"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void itShowsMachineByMachineAsTableJsonAndPage() throws Exception {
        Path page = home.resolve("survey.html");
        JsonNode json = survey("--count", "5", "--max-spend", "5", "--report", page.toString(), "-o", "json")
                .exits(0)
                .json("survey");

        assertThat(json.path("machines")).hasSize(5);
        assertThat(json.path("left").asInt(-1)).isZero();
        assertThat(json.path("works").asInt()).isPositive();
        assertThat(json.path("simulation").path("alive").asInt(-1)).isLessThanOrEqualTo(0);
        assertThat(Files.readString(page))
                .contains("Who works, how fast, for how much", "Findings by GPU")
                .doesNotContain("<script", "src=", "<link");

        JsonNode shown = shell.run("survey", "show", "-o", "json").exits(0).json("survey");
        assertThat(shown.path("machines")).isEqualTo(json.path("machines"));
        shell.run("survey", "show", json.path("surveyId").asText().substring(0, 12))
                .exits(0)
                .says("MACHINE", "works", "0 left");
        assertThat(shell.run("survey", "--resume", "--simulate").exits(0).err()).contains("nothing is left of survey");
    }

    @Test
    void machinesThatAreTooDearForAResumptionAreLeftAndNotGone() throws Exception {
        JsonNode begun = survey("--count", "6", "--parallel", "1", "--max-spend", "0.3", "-o", "json")
                .json("survey");
        assertThat(begun.path("left").asInt()).isPositive();

        shell.run("survey", "--resume", "--simulate", "--speed", "100000", "--max-price", "0.01", "-o", "json");
        JsonNode after = shell.run("survey", "show", "-o", "json").exits(0).json("survey");

        assertThat(after.path("left")).isEqualTo(begun.path("left"));
        assertThat(after.path("machines")).isEqualTo(begun.path("machines"));
    }

    @Test
    void thePlanRentsNothingAndNamesTheWorstCase() {
        JsonNode plan = shell.run(
                        "survey", "--simulate", "--dry-run", "--strictness", "balanced", "--count", "4", "-o", "json")
                .exits(0)
                .json("survey-plan");

        assertThat(plan.path("machines")).hasSize(4);
        assertThat(plan.path("worstCaseDollars").asDouble()).isPositive();
        shell.run("survey", "show").refuses(2, "there is no survey yet");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoResumesWhatAnotherMachineIsAtIsSkippedAndToldWhoThatIs(boolean onServer) {
        StateAddress address =
                onServer ? StateAddress.of(EmbeddedServer.withTables()) : new StateAddress.InFile(shell.database());
        if (onServer) shell.with("VASTCTL_STATE", address.name());
        String id = shell.run("survey", "--simulate", "--speed", "100000", "--count", "2", "-o", "json")
                .json("survey")
                .path("surveyId")
                .asText();
        Liveness laptop = new Liveness("laptop/boot", pid -> Optional.of("tick 1"));
        Clock wall = onServer ? Clock.systemUTC() : shell.time;
        try (Database database = Database.open(address, Map.of(), wall, () -> onServer)) {
            Owners owners = new Owners(database, wall);
            owners.register("other", laptop, 4711, "survey");
            new SurveyLeases(database, wall, laptop).take(id, "other", "vastctl survey, process 4711, on laptop");

            Ran ran = shell.run("survey", "--resume", "--simulate");

            assertThat(ran.exits(75).err().lines().filter(line -> line.contains(id)))
                    .singleElement()
                    .asString()
                    .contains("is under way: vastctl survey, process 4711, on laptop");
            assertThat(ran.out()).isEmpty();
            owners.end("other");
            shell.run("survey", "--resume", "--simulate", "--speed", "100000");
        }
    }

    @Test
    void aLockedSurveySkipsWhileAnotherMachineHasARunOnWithTheSameServer() {
        String url = EmbeddedServer.withTables();
        shell.with("VASTCTL_STATE", url);
        Path told = home.resolve("told.json");
        String notify = "cp /dev/stdin " + told;
        try (Database database = Database.open(StateAddress.of(url), Map.of(), Clock.systemUTC(), () -> true)) {
            Liveness laptop = new Liveness("laptop/boot", pid -> Optional.of("tick 1"));
            RunsOn there = new RunsOn(database, Clock.systemUTC(), laptop);
            there.join("other", "vastctl test, process 4711, on laptop", 4711);

            shell.run("survey", "--simulate", "--count", "2", "--lock", "--notify-cmd", notify)
                    .refuses(75, "a run is on: vastctl test, process 4711, on laptop");
            assertThat(told).content().contains("skipped");
            shell.run("survey", "show").refuses(2, "there is no survey yet");
            there.leave("other");

            int code = survey("--count", "2", "--lock", "--notify-cmd", notify, "--notify-on", "ready,failed")
                    .code();
            assertThat(told).content().contains("\"survey\"", code == 0 ? "ready" : "failed");
            assertThat(there.others("")).isEmpty();
        }
    }

    @Test
    void noticesThatCannotBeAreRefusedBeforeAnything() {
        shell.run("survey", "--simulate", "--notify-on", "ready").refuses(2, "--notify-on: nobody is to be told");
        shell.run("survey", "--simulate", "--dry-run", "--notify-url", "ftp://x")
                .refuses(2, "--notify-url");
    }

    @Test
    void whatMakesNoSenseIsRefusedInOneLine() {
        shell.run("survey", "--simulate", "--count", "0").refuses(2, "--count 0: expected a number from 1 to 1000");
        shell.run("survey", "--simulate", "--parallel", "9")
                .refuses(2, "--parallel 9: at most 4 rentals may live at once: add --max-rentals 9");
        shell.run("survey", "--simulate", "--sample", "worst").refuses(2, "--sample worst: expected best or spread");
        shell.run("survey", "--resume", "2031", "--simulate").refuses(2, "survey 2031 is unknown");
        shell.run("survey", "--resume", "--count", "3", "--simulate").refuses(2, "keeps its machines");
    }
}
