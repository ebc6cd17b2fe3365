package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ceilings as a user meets them, on the simulated market. */
class CeilingsOnTheMarketTest {

    @TempDir
    Path home;

    private String scenario(String text) {
        return "--simulate=" + new Shell(home).write(home.resolve("scenario.yaml"), "extends: calm\n" + text);
    }

    @Test
    void creditThatRunsOutInTheMiddleStopsTheRunBeforeTheNextAttempt() {
        String scenario = scenario("faults:\n  hf-dns: 1\ntimeline:\n  - at: 60s\n    credit: 1.2\n");

        JsonNode run = new Shell(home)
                .simulate(scenario, "--balance-floor", "1.15", "-o", "json")
                .exits(8)
                .json("run");

        assertThat(run.path("outcome").asText()).isEqualTo("limit");
        assertThat(run.path("message").asText()).startsWith("balance-floor: ");
        assertThat(run.path("attempts")).hasSize(1);
        assertThat(run.path("simulation").path("alive").asInt(-1)).isZero();
    }

    @Test
    void aPredictedBreachIsToldOnStderrAndInTheEvents() throws Exception {
        Path events = home.resolve("events.ndjson");

        Ran ran = new Shell(home)
                .simulate(scenario(""), "--deadline", "100s", "--events", events.toString())
                .exits(8);

        assertThat(ran.err()).containsOnlyOnce("WARNING: 80 % of deadline: ");
        assertThat(Files.readString(events)).containsOnlyOnce("\"event\":\"ceiling-near\"");
    }

    @Test
    void aDryRunShowsEachCeilingWithTheWorstCase() {
        Shell shell = new Shell(home);

        Ran text = shell.simulate(scenario(""), "--dry-run", "--max-spend-day", "0.01")
                .exits(0);
        assertThat(text.out())
                .contains("max-spend ", "max-rentals ", "max-price ", "deadline ")
                .containsPattern("max-spend-day .*would stop the run");
        JsonNode plan = shell.simulate(scenario(""), "--dry-run", "--balance-floor", "5", "-o", "json")
                .exits(0)
                .json("plan");
        assertThat(plan.path("ceilings").findValuesAsText("name"))
                .containsExactly("deadline", "max-spend", "balance-floor", "max-rentals", "max-price");
    }
}
