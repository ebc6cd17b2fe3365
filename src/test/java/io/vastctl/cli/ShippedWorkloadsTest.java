package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workloads that ship beside vLLM's, from the file to the answer. */
class ShippedWorkloadsTest {

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @ParameterizedTest
    @CsvSource({"sglang, false, true", "llama-server, false, true", "ollama, true, true", "whisper, false, false"})
    void eachIsRentedVerifiedByItsOwnKindOfAnswerAndDestroyed(String workload, boolean tunnelled, boolean tokens) {
        JsonNode run = shell.simulate("--workload", workload, "--simulate=calm", "-o", "json")
                .exits(0)
                .json("run");

        JsonNode endpoint = run.path("endpoint");
        assertThat(run.path("outcome").asText()).isEqualTo("ready");
        assertThat(endpoint.path("tunnelled").asBoolean()).isEqualTo(tunnelled);
        assertThat(endpoint.path("firstTokenSeconds").asDouble()).isPositive();
        assertThat(endpoint.path("tokensPerSecond").asDouble() > 0).isEqualTo(tokens);
        assertThat(run.path("simulation").path("alive").asInt(-1)).isZero();
        assertThat(run.path("attempts").get(0).path("phases").findValuesAsText("phase"))
                .contains("GPU_CHECK", "FIRST_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sglang", "llama-server", "ollama", "whisper"})
    void aModelThatDoesNotExistStopsTheRunAndBlamesNobody(String workload) {
        JsonNode run = shell.simulate(
                        "--workload", workload, "--model", "no-such-org/x", "--simulate=calm", "-o", "json")
                .exits(5)
                .json("run");

        JsonNode failure = run.path("attempts").get(0).path("failure");
        assertThat(failure.path("signature").asText()).isEqualTo("http-no-model");
        assertThat(failure.path("blames").asText()).isEqualTo("nobody");
        assertThat(run.path("attempts")).hasSize(1);
        assertThat(run.path("simulation").path("alive").asInt(-1)).isZero();
    }

    @Test
    void theyAreListedAndShownWithTheirStartScripts() {
        shell.run("workloads", "list").exits(0).says("sglang", "llama-server", "ollama", "whisper");
        shell.run("workloads", "show", "llama-server").exits(0).says("--hf-repo", "/health", "LLAMA_API_KEY");
        shell.run("workloads", "show", "ollama").exits(0).says("asks for no key", "SSH tunnel", "127.0.0.1");
        shell.run("workloads", "show", "whisper").exits(0).says("a transcription");
    }

    @Test
    void anAnswerThatIsNotMadeOfTokensIsNotCountedInTokens() {
        Ran ran = shell.simulate("--workload", "whisper", "--simulate=calm").exits(0);

        assertThat(ran.out() + ran.err()).contains("verified: answered after").doesNotContain("tokens/s");
    }

    @Test
    void aServerWithoutAKeyIsSaidLoudlyAndItsPortStaysClosed() {
        Ran ran = shell.simulate("--workload", "ollama", "--simulate=calm").exits(0);

        ran.says("through the SSH tunnel");
        assertThat(ran.err()).contains("workload ollama: its server asks for no key", "SSH tunnel");
    }
}
