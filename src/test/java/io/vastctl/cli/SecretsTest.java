package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String KEY = "planted-api-key-5b1e77";
    private static final String TOKEN = "hf_plantedtoken93c1aa";
    private static final String WORKLOAD = """
            name: gated
            image: vllm/vllm-openai:v0.10.2
            model: TinyLlama/TinyLlama-1.1B-Chat-v1.0
            vram-gb: 8
            disk-gb: 40
            image-gb: 9
            model-gb: 2.2
            pass-env: [HF_TOKEN]
            """;

    @TempDir
    Path home;

    @Test
    void noSecretIsPrintedLoggedOrStored() throws Exception {
        Shell shell = new Shell(home).with("VAST_API_KEY", KEY).with("HF_TOKEN", TOKEN);
        Path workload = shell.write(shell.config().resolve("workloads").resolve("gated.yaml"), WORKLOAD);
        Path events = home.resolve("events.ndjson");

        Ran table = shell.simulate("--workload", "gated", "-vv", "--events", events.toString())
                .exits(0);
        Ran json = shell.simulate("--workload", "gated", "-vv", "-o", "json", "--simulate=hostile", "--seed", "3");
        Ran shown = shell.run("workloads", "show", "gated", "-vv").exits(0);
        Ran settings = shell.run("config", "list", "-vv", "-o", "json").exits(0);

        for (Ran ran : List.of(table, json, shown, settings)) {
            assertThat(ran.out()).doesNotContain(KEY, TOKEN);
            assertThat(ran.err()).doesNotContain(KEY, TOKEN);
        }
        assertThat(workload).exists();
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(KEY, TOKEN);
        }
    }

    @Test
    void aMissingVariableThatAWorkloadWantsIsNamed() {
        Shell shell = new Shell(home);
        shell.write(shell.config().resolve("workloads").resolve("gated.yaml"), WORKLOAD);

        Ran ran = shell.simulate("--workload", "gated").exits(0);

        assertThat(ran.err()).contains("HF_TOKEN, which is not set");
    }
}
