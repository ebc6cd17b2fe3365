package io.vastctl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadCatalogTest {

    @TempDir
    Path folder;

    private WorkloadCatalog catalog;

    @BeforeEach
    void openCatalog() {
        catalog = new WorkloadCatalog(folder);
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    @Test
    void twoWorkloadsAreBuiltIn() {
        Workload tiny = catalog.find("tinyllama");
        assertThat(tiny.image()).isEqualTo("vllm/vllm-openai:v0.10.2");
        assertThat(tiny.model()).isEqualTo("TinyLlama/TinyLlama-1.1B-Chat-v1.0");
        assertThat(tiny.arguments()).containsExactly("--gpu-memory-utilization", "0.85");
        assertThat(tiny.contextLength()).isEqualTo(OptionalInt.of(2048));
        assertThat(tiny.minVramGb()).isEqualTo(8);
        assertThat(tiny.diskGb()).isEqualTo(40);
        assertThat(tiny.minCuda()).isEqualTo(OptionalDouble.of(12.8));
        assertThat(tiny.minComputeCapability()).isEqualTo(OptionalInt.of(700));

        Workload qwen = catalog.find("qwen-vl");
        assertThat(qwen.model()).isEqualTo("Qwen/Qwen2-VL-7B-Instruct");
        assertThat(qwen.minVramGb()).isEqualTo(20);
        assertThat(qwen.contextLength()).isEqualTo(OptionalInt.of(16384));
        assertThat(qwen.minComputeCapability()).isEqualTo(OptionalInt.of(800));

        assertThat(catalog.list())
                .allSatisfy(entry -> assertThat(entry.problems()).isEmpty());
    }

    @Test
    void aFileCanSayEverything() throws IOException {
        write(
                "mine.yaml",
                "name: my-model",
                "adapter: llama-server",
                "image: example.org:5000/me/server@sha256:abc",
                "model: me/model",
                "args: [--dtype, half, \"--name=a b\"]",
                "context: 4096",
                "port: 9000",
                "vram-gb: 24",
                "disk-gb: 80",
                "image-gb: 6",
                "model-gb: 15.5",
                "min-cuda: 12.4",
                "min-compute-capability: 750",
                "env: {LOG_LEVEL: debug, EMPTY: \"\"}",
                "pass-env: [HF_TOKEN]",
                "start: |",
                "  exec server --port 9000");

        Workload mine = catalog.find("my-model");

        assertThat(mine)
                .isEqualTo(new Workload(
                        "my-model",
                        "llama-server",
                        "example.org:5000/me/server@sha256:abc",
                        "me/model",
                        List.of("--dtype", "half", "--name=a b"),
                        OptionalInt.of(4096),
                        9000,
                        24,
                        80,
                        6,
                        15.5,
                        OptionalDouble.of(12.4),
                        OptionalInt.of(750),
                        Map.of("LOG_LEVEL", "debug", "EMPTY", ""),
                        java.util.Set.of("HF_TOKEN"),
                        java.util.Optional.of("exec server --port 9000")));
        assertThat(catalog.find(folder.resolve("mine.yaml").toString())).isEqualTo(mine);
        assertThat(catalog.check(folder.resolve("mine.yaml"))).isEmpty();
    }

    @Test
    void aFileNeedsToSayLittle() throws IOException {
        write("small.yml", "image: vllm/vllm-openai:v0.10.2", "model: me/model", "vram-gb: 16", "model-gb: 10");

        Workload small = catalog.find("small");

        assertThat(small.adapter()).isEqualTo("vllm");
        assertThat(small.port()).isEqualTo(8000);
        assertThat(small.imageGb()).isEqualTo(8.5);
        assertThat(small.diskGb()).isEqualTo(35);
        assertThat(small.minCuda()).isEmpty();
        assertThat(small.startScript()).isEmpty();
    }

    @Test
    void theOperatorsFileTakesThePlaceOfABuiltInWorkload() throws IOException {
        write("tinyllama.yaml", "image: me/vllm:1", "model: me/tiny", "vram-gb: 6");

        assertThat(catalog.find("tinyllama").image()).isEqualTo("me/vllm:1");
    }

    @Test
    void anUnknownNameFindsTheNearest() {
        assertThatThrownBy(() -> catalog.find("tinylama"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage(
                        "unknown workload tinylama (did you mean tinyllama?); known: llama-server, ollama, qwen-vl, sglang, tinyllama, whisper;"
                                + " a file needs a slash or .yaml in its name");
        assertThatThrownBy(() -> catalog.find("./none.yaml"))
                .isInstanceOf(BadSettingException.class)
                .hasMessage("./none.yaml: there is no such file");
    }

    @Test
    void allProblemsAreNamedWithTheirLines() throws IOException {
        Path file = write(
                "bad.yaml",
                "image: vllm/vllm-openai:v0.10.2",
                "vram_gb: 24",
                "context: lots",
                "args: --dtype half",
                "min-compute-capability: 7.5",
                "env: [A, B]",
                "pass-env: [\"HF TOKEN\"]");

        assertThatThrownBy(() -> catalog.find("bad"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining(file + ":2: unknown field vram_gb (did you mean vram-gb?)")
                .hasMessageContaining(file + ": missing field vram-gb")
                .hasMessageContaining(file + ": missing field model")
                .hasMessageContaining(file + ":3: context: expected a number of tokens, such as 16384")
                .hasMessageContaining(file + ":4: args: expected a list")
                .hasMessageContaining(
                        file + ":5: min-compute-capability: expected the compute capability times 100: 750")
                .hasMessageContaining(file + ":6: env: expected a map of variable names to values")
                .hasMessageContaining(file + ":7: pass-env: expected a list of variable names");
    }

    @Test
    void brokenYamlIsOneProblem() throws IOException {
        Path file = write("broken.yaml", "image: a:1", "args: [unclosed", "model: b");

        assertThat(catalog.check(file)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isBetween(2, 4);
            assertThat(problem.message()).startsWith("this is not YAML");
        });
    }

    @Test
    void oneBadFileDoesNotHideTheOthers() throws IOException {
        write("broken.yaml", "args: [unclosed");
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff});

        assertThat(catalog.find("tinyllama").name()).isEqualTo("tinyllama");
        assertThat(catalog.list())
                .extracting(CatalogEntry::name)
                .containsExactly(
                        "binary", "broken", "llama-server", "ollama", "qwen-vl", "sglang", "tinyllama", "whisper");
        assertThatThrownBy(() -> catalog.find("binary")).isInstanceOf(BadSettingException.class);
    }

    @Test
    void oneNameInTwoFilesIsRefused() throws IOException {
        write("a.yaml", "name: same", "image: a:1", "model: b", "vram-gb: 8");
        write("b.yaml", "name: same", "image: a:2", "model: b", "vram-gb: 8");

        assertThatThrownBy(() -> catalog.find("same"))
                .isInstanceOf(BadSettingException.class)
                .hasMessageContaining("the workload same is also in");
    }

    @Test
    void checkWarnsOfWhatWorksButBites() throws IOException {
        Path file = write(
                "risky.yaml",
                "image: localhost:5000/me/vllm",
                "model: me/model",
                "vram-gb: 24",
                "env:",
                "  HF_TOKEN: hf_plantedsecret",
                "  NOTE: sk-plantedsecret");

        List<Problem> problems = catalog.check(file);

        assertThat(problems).hasSize(3).noneMatch(Problem::isError);
        assertThat(problems.get(0).toString())
                .startsWith(file + ":1: warning: image:")
                .contains("has no tag");
        assertThat(problems.toString())
                .contains("env: HF_TOKEN looks like a secret")
                .contains("env: NOTE looks like a secret")
                .doesNotContain("plantedsecret");
        assertThat(catalog.find("risky").environment()).containsKey("HF_TOKEN");
    }

    @Test
    void aDiskThatCannotHoldTheDownloadsIsAnError() throws IOException {
        Path file = write(
                "tight.yaml",
                "image: a/b:1",
                "model: m/m",
                "vram-gb: 24",
                "image-gb: 8",
                "model-gb: 16",
                "disk-gb: 20");

        assertThat(catalog.check(file)).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.toString())
                    .isEqualTo(file + ":6: disk-gb: 20 GB cannot hold image and model,"
                            + " which take 24.0 GB as downloaded");
        });
    }
}
