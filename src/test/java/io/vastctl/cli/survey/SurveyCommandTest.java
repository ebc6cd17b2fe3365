package io.vastctl.cli.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyCommandTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void itShowsMachineByMachineAsTableJsonAndPage() throws Exception {
        Path page = home.resolve("survey.html");
        JsonNode json = shell.run(
                        "survey",
                        "--simulate",
                        "--speed",
                        "100000",
                        "--strictness",
                        "balanced",
                        "--count",
                        "5",
                        "--max-spend",
                        "5",
                        "--report",
                        page.toString(),
                        "-o",
                        "json")
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
    void thePlanRentsNothingAndNamesTheWorstCase() {
        JsonNode plan = shell.run(
                        "survey", "--simulate", "--dry-run", "--strictness", "balanced", "--count", "4", "-o", "json")
                .exits(0)
                .json("survey-plan");

        assertThat(plan.path("machines")).hasSize(4);
        assertThat(plan.path("worstCaseDollars").asDouble()).isPositive();
        shell.run("survey", "show").refuses(2, "there is no survey yet");
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
