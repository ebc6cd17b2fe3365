package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged JAR logs, and where. */
class LoggingIT {

    private static final String KEY = "planted-api-key-5b1e77";
    private static final String TOKEN = "hf_plantedtoken93c1aa";
    private static final Map<String, String> SECRETS = Map.of("VAST_API_KEY", KEY, "HF_TOKEN", TOKEN);

    @TempDir
    Path home;

    @Test
    void withoutBeingAskedNothingIsLogged() throws Exception {
        assertThat(run().err()).doesNotContain("INFO", "DEBUG");
    }

    @Test
    void onceItLogsDecisionsAndRequestsALineEach() throws Exception {
        String err = run("-v").err();

        assertThat(err)
                .containsPattern("INFO .* POST /api/v0/bundles/: HTTP 200 in \\d+ ms")
                .containsPattern("INFO .* PUT /api/v0/asks/\\d+/: HTTP 200")
                .containsPattern("INFO .*attempt 1: offer \\d+ on machine \\d+")
                .containsPattern("INFO .*run over: ready")
                .doesNotContain("DEBUG", KEY, TOKEN);
    }

    @Test
    void twiceItLogsEverythingButSecrets() throws Exception {
        Files.createDirectories(home.resolve("config/vastctl/workloads"));
        Files.writeString(home.resolve("config/vastctl/workloads/gated.yaml"), """
                name: gated
                image: vllm/vllm-openai:v0.10.2
                model: TinyLlama/TinyLlama-1.1B-Chat-v1.0
                vram-gb: 8
                disk-gb: 40
                image-gb: 9
                model-gb: 2.2
                pass-env: [HF_TOKEN]
                """);
        Path log = home.resolve("vastctl.log");

        JarProcess run = run("-vv", "--log-file", log.toString(), "--workload", "gated");

        for (String told : List.of(run.err(), Files.readString(log)))
            assertThat(told)
                    .contains("DEBUG", "with {\"client_id\":\"me\"", "\"HF_TOKEN\":\"[hidden]\"")
                    .doesNotContain(KEY, TOKEN);
        try (var files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList())
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(KEY, TOKEN);
        }
    }

    @Test
    void aFileAloneHasTheLogAndStderrHasTheProgress() throws Exception {
        Path log = home.resolve("vastctl.log");

        JarProcess run = run("--log-file=" + log);

        assertThat(run.err()).contains("IMAGE_PULL: ").doesNotContain(" INFO ");
        assertThat(Files.readString(log))
                .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\dT\\S+ INFO .*run over: ready")
                .doesNotContain("DEBUG");
    }

    @Test
    void aFileThatCannotBeIsOneLine() throws Exception {
        JarProcess run = JarProcess.start(home, "config", "list", "--log-file", "/nowhere/vastctl.log")
                .exits(2);

        assertThat(run.err()).hasLineCount(1).contains("--log-file /nowhere/vastctl.log");
    }

    private JarProcess run(String... more) throws Exception {
        List<String> args =
                new ArrayList<>(List.of("test", "--simulate", "--speed", "100000", "--strictness", "balanced"));
        args.addAll(List.of(more));
        return JarProcess.start(home, SECRETS, args.toArray(String[]::new)).exits(0);
    }
}
