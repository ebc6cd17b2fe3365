package io.vastctl.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A choice that was made is made again. */
class RunsExplainTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void theReplayOfARunWithAMemoryGivesTheStoredOrderToTheLastBit() {
        run();
        JsonNode second = run();
        String runId = second.path("runId").asText();

        JsonNode explained =
                shell.run("runs", "explain", runId, "-o", "json").exits(0).json("run-explanation");

        assertThat(explained.path("identical").asBoolean()).isTrue();
        assertThat(explained.path("changedConstants")).isEmpty();
        List<Long> order = Ran.items(explained.path("storedOrder")).stream()
                .map(JsonNode::asLong)
                .toList();
        assertThat(Ran.items(explained.path("eligible")))
                .extracting(offer -> offer.path("offerId").asLong())
                .isNotEmpty()
                .isEqualTo(order);
        assertThat(explained.path("tried").get(0).path("offerId").asLong())
                .isEqualTo(second.path("attempts").get(0).path("offerId").asLong());
        assertThat(Ran.items(explained.path("eligible")))
                .as("the first run is remembered in the second's choice")
                .anySatisfy(offer ->
                        assertThat(offer.path("probabilityBasis").asText()).startsWith("machine"));
    }

    @Test
    void constantsThatAreSetOtherwiseNowAreNamed() {
        String runId = run().path("runId").asText();

        shell.run("runs", "explain", runId, "--limit", "1")
                .exits(0)
                .says(runId, "the same order, to the last bit", "RANK");
        shell.with("VASTCTL_RANKING_USABLE_SHARE", "0.25")
                .run("runs", "explain", runId)
                .exits(0)
                .says(
                        "the same order, to the last bit",
                        "Constants have changed since",
                        "ranking-usable-share was 0.5, is 0.25 now");
    }

    @Test
    void aRunThatEndedBeforeAChoiceHasNothingToReplay() {
        shell.run("test", "--simulate", "--strictness", "balanced", "--max-price", "0.001", "-o", "json")
                .exits(3);
        String runId = shell.run("runs", "list", "-o", "json")
                .exits(0)
                .json("runs")
                .path("runs")
                .get(0)
                .path("runId")
                .asText();

        shell.run("runs", "explain", runId).exits(0).says("0 eligible offers");
    }

    @Test
    void theReplayIsNotInTheHistorysDocument() {
        String runId = run().path("runId").asText();

        JsonNode choice = shell.run("runs", "show", runId, "-o", "json")
                .exits(0)
                .json("run-detail")
                .path("choice");

        assertThat(choice.path("eligible")).isNotEmpty();
        assertThat(choice.has("replay")).isFalse();
    }

    private JsonNode run() {
        return shell.simulate("--strictness", "balanced", "-o", "json").exits(0).json("run");
    }
}
