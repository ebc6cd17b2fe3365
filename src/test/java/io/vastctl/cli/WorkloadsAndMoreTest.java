package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workloads, doctor. */
class WorkloadsAndMoreTest {

    private static final String GOOD = """
            name: mine
            image: vllm/vllm-openai:v0.10.2
            model: Qwen/Qwen2.5-0.5B-Instruct
            vram-gb: 8
            disk-gb: 40
            image-gb: 9
            model-gb: 1
            """;

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @Test
    void builtInWorkloadsAndThoseOfTheFolderAreListedABrokenOneToo() {
        shell.write(shell.config().resolve("workloads").resolve("mine.yaml"), GOOD);
        shell.write(shell.config().resolve("workloads").resolve("broken.yaml"), "image: [");

        shell.run("workloads", "list").exits(0).says("tinyllama", "qwen-vl", "mine", "broken.yaml:");
        JsonNode list = shell.run("workloads", "list", "-o", "json")
                .exits(0)
                .json("workloads")
                .path("workloads");

        assertThat(Ran.items(list))
                .extracting(item -> item.path("name").asText())
                .containsExactly(
                        "broken", "llama-server", "mine", "ollama", "qwen-vl", "sglang", "tinyllama", "whisper");
        assertThat(list.get(0).path("problems")).isNotEmpty();
        for (int at = 1; at < list.size(); at++)
            assertThat(list.get(at).path("problems")).isEmpty();
    }

    @Test
    void oneWorkloadIsShownWithItsStartScript() {
        shell.run("workloads", "show", "qwen-vl").exits(0).says("Qwen/Qwen2-VL-7B-Instruct", "vllm serve", "16384");
        JsonNode json = shell.run("workloads", "show", "tinyllama", "-o", "json")
                .exits(0)
                .json("workload");

        assertThat(json.path("context").asInt()).isEqualTo(2048);
        assertThat(json.path("vramGb").asInt()).isEqualTo(8);
        assertThat(json.path("startScript").asText()).contains("/tmp/vllm.log");
    }

    @Test
    void aGoodFileIsGood() {
        Path file = shell.write(home.resolve("mine.yaml"), GOOD);

        shell.run("workloads", "check", file.toString()).exits(0).says("is good.");
        assertThat(shell.run("workloads", "check", file.toString(), "-o", "json")
                        .exits(0)
                        .json("workload-check")
                        .path("good")
                        .asBoolean())
                .isTrue();
        shell.simulate("--workload", file.toString()).exits(0);
    }

    @Test
    void doctorWithoutAKeyFailsOnTheAccountAndChecksTheRest() {
        Ran ran = shell.run("doctor").exits(7).says("VAST_API_KEY", "SSH key", "database", "is sound", "vllm");
        JsonNode json = shell.run("doctor", "-o", "json").exits(7).json("doctor");

        assertThat(ran.err()).isEmpty();
        assertThat(json.path("good").asBoolean(true)).isFalse();
        assertThat(Ran.items(json.path("checks")))
                .filteredOn(check -> !check.path("good").asBoolean())
                .extracting(check -> check.path("check").asText())
                .containsExactly("key");
    }

    @Test
    void doctorIsContentWithTheSimulatedMarket() {
        JsonNode json = shell.run("doctor", "--simulate", "-o", "json").exits(0).json("doctor");

        assertThat(json.path("good").asBoolean()).isTrue();
        assertThat(Ran.items(json.path("checks")))
                .extracting(check -> check.path("check").asText())
                .contains("key", "balance", "right to destroy", "SSH key", "database", "journal", "adapters");
    }

    @Test
    void doctorTellsOfACorruptDatabaseAndLeavesIt() {
        Path file = shell.write(shell.database(), "noise".repeat(2000));

        shell.run("doctor", "--simulate").exits(2).says("database", "fail", "vllm");

        assertThat(file).hasContent("noise".repeat(2000));
    }

    @Test
    void aRentalKeptInTheSimulatedMarketIsNoOpenRental() {
        shell.simulate("--simulate=hostile", "--seed", "2", "--preserve").exits(4);

        shell.run("doctor", "--simulate").exits(0).says("no rental is open");
    }
}
