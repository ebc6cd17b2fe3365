package io.vastctl.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vastctl.cli.ProbeReportFile;
import io.vastctl.cli.Shell;
import io.vastctl.cli.text.Json;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnoseCommandTest {

    private static final Path LOGS = Path.of("src/test/resources/io/vastctl/adapter/vllm/logs");

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void aHome() {
        shell = new Shell(home);
    }

    private static String log(String name) {
        return LOGS.resolve(name + ".log").toString();
    }

    private JsonNode only(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "diagnose";
        args[1] = "-o";
        args[2] = "json";
        System.arraycopy(more, 0, args, 3, more.length);
        return shell.run(args).exits(0).json("diagnosis").path("files").path(0);
    }

    @Test
    void namesClassSignatureFirstCauseAndAdvice() {
        JsonNode seen = only(log("hf-gated-401"));

        assertThat(seen.path("file").asText()).endsWith("hf-gated-401.log");
        assertThat(seen.path("verdict").asText()).isEqualTo("failed");
        assertThat(seen.path("class").asText()).isEqualTo("WORKLOAD_FATAL");
        assertThat(seen.path("signature").asText()).isEqualTo("hf-gated");
        assertThat(seen.path("stage").asText()).isEqualTo("engine");
        assertThat(seen.path("line").asInt()).isEqualTo(12);
        assertThat(seen.path("evidence").asText()).contains("GatedRepoError");
        assertThat(seen.path("advice").asText()).isNotBlank();
        assertThat(seen.path("confidence").asText()).isEqualTo("matched");
        assertThat(seen.path("blames").asText()).isEqualTo("nobody");
    }

    @Test
    void aServerThatIsNotDeadHasNoClass() {
        JsonNode seen = only(log("warm-shards-64-percent"), "--process", "alive");

        assertThat(seen.path("verdict").asText()).isEqualTo("warming_up");
        assertThat(seen.path("class").isNull()).isTrue();
        assertThat(seen.path("signature").isNull()).isTrue();
        assertThat(seen.path("stage").asText()).isEqualTo("weights");
        assertThat(seen.path("secondsLeft").asInt()).isBetween(200, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "ready-v09-v1-single, --process alive --listening --health 200, ready, ''",
        "ready-v0112-api-key-401, --process alive --listening --health 200 --models 401, ready, ''",
        "ready-v09-v1-single, --process alive --health 200 --models 404, warming_up, ''",
        "ready-v09-v1-single, --process alive --listening, warming_up, ''",
        "ready-v09-v1-single, '', warming_up, ''",
        "ready-v09-v1-single, --process dead --health 200, unknown, UNKNOWN",
        "ready-v09-v1-single, --process alive --health 503, failed, WORKLOAD_FATAL",
        "warm-or-hang-nccl-init, --process alive --silent-for 90s, warming_up, ''",
        "warm-or-hang-nccl-init, --process alive --silent-for 10m, failed, STALLED",
        "warm-shm-notice-for-12-minutes, --process alive --silent-for 12m, failed, STALLED",
        "warm-tp4-silent-download, --process alive --silent-for 2m, warming_up, ''",
        "warm-tp4-silent-download, --exit-code 137, failed, WORKLOAD_INCOMPATIBLE",
        "warm-tp4-silent-download, --exit-code 1, unknown, UNKNOWN",
        "hf-dns-failure, --exit-code 137, failed, INFRA_FATAL",
        "warm-log-missing-image-pulling, --kind status-msg, warming_up, ''",
        "docker-cdi-unresolvable, --kind docker, failed, INFRA_FATAL",
        "docker-manifest-unknown, --kind status-msg, failed, WORKLOAD_FATAL",
        "dmesg-gpu-fallen-off-bus-multiline, --kind dmesg, failed, INFRA_FATAL",
        "dmesg-xid-31-only, --kind dmesg, failed, WORKLOAD_FATAL",
        "nvidia-smi-gpu-is-lost, --kind nvidia-smi, failed, INFRA_FATAL"
    })
    void whatElseIsKnownDecidesWithTheLog(String name, String options, String verdict, String failureClass) {
        String[] words = (log(name) + " " + options).strip().split(" +");
        JsonNode seen = only(words);

        assertThat(seen.path("verdict").asText()).as("%s", seen).isEqualTo(verdict);
        assertThat(seen.path("class").asText("null"))
                .as("%s", seen)
                .isEqualTo(failureClass.isEmpty() ? "null" : failureClass);
    }

    @Test
    void aTextThatSaysNothingKnownIsUnknownAndShowsItsMostTellingLine() {
        Path file = shell.write(home.resolve("odd.log"), "one\nsomething acme.errors.FluxError: no plutonium\nbye\n");
        JsonNode seen = only(file.toString());

        assertThat(seen.path("verdict").asText()).isEqualTo("unknown");
        assertThat(seen.path("class").asText()).isEqualTo("UNKNOWN");
        assertThat(seen.path("signature").isNull()).isTrue();
        assertThat(seen.path("evidence").asText()).contains("FluxError");
        assertThat(seen.path("line").asInt()).isEqualTo(2);
        assertThat(seen.path("confidence").asText()).isEqualTo("unmatched");
    }

    @Test
    void readsTheLogOfAnotherServer() {
        Path file = shell.write(home.resolve("llama.log"), """
                main: loading model
                ggml_backend_cuda_buffer_type_alloc_buffer: allocating 3400.00 MiB on device 0: cudaMalloc failed: out of memory
                llama_model_load: error loading model: unable to allocate CUDA0 buffer
                """);
        JsonNode seen = only(file.toString(), "--adapter", "http");

        assertThat(seen.path("verdict").asText()).isEqualTo("failed");
        assertThat(seen.path("signature").asText()).isEqualTo("http-oom");
        assertThat(seen.path("line").asInt()).isEqualTo(2);
        assertThat(seen.path("advice").asText()).contains("vram-gb");
        assertThat(only(file.toString(), "--adapter", "http", "--exit-code", "1")
                        .path("signature")
                        .asText())
                .isEqualTo("http-oom");
    }

    @Test
    void readsSeveralFilesAndStandardInputForPeople() {
        shell.answering("torch.OutOfMemoryError: CUDA out of memory.");

        shell.run("diagnose", log("ready-v09-v1-single"), "-")
                .exits(0)
                .says("FILE", "VERDICT", "warming_up", "failed", "oom", "advice", "smaller model");
    }

    @Test
    void tokensNeverShow() {
        Path file = shell.write(home.resolve("a.log"), "ValueError: bad hf_abcdefghijklmnopqrst\n");

        assertThat(shell.run("diagnose", file.toString()).exits(0).out()).doesNotContain("hf_abcdefg");
    }

    @Test
    void aSavedProbeReportIsJudgedAsInTheRun() {
        ProbeReport dead = new ProbeReport(
                Instant.EPOCH,
                Map.of(
                        "process", new ProbeResult(0, "exited 1\n", ""),
                        "log", new ProbeResult(0, "start\ntorch.OutOfMemoryError: CUDA out of memory.\n", ""),
                        "autopsy",
                                new ProbeResult(
                                        0, "Unable to determine the device handle for GPU0: GPU is lost.", "")));
        Path file = shell.write(
                home.resolve("report.json"), Json.pretty(new ProbeReportFile(dead, Optional.empty()).json("vllm")));

        assertThat(only(file.toString()).path("signature").asText()).isEqualTo("gpu-is-lost");
    }

    @Test
    void aReportOfAnotherVersionIsRefusedAndNotReadAsALog() {
        Path newer = shell.write(home.resolve("r2.json"), "{\"schema\": \"vastctl.probe-report/2\", \"results\": {}}");

        shell.run("diagnose", newer.toString())
                .refuses(2, "r2.json", "vastctl.probe-report/2", "vastctl.probe-report/1", "a newer one");
    }

    @Test
    void optionsThatMakeNoDifferenceAreNamed() {
        Path report = shell.write(
                home.resolve("r.json"), "{\"schema\":\"vastctl.probe-report/1\",\"results\":{\"process\":{}}}");
        String text = log("dmesg-xid-31-only");

        assertThat(shell.run("diagnose", text, "--kind", "dmesg", "--health", "200", "--exit-code", "1")
                        .exits(0)
                        .err())
                .isEqualToIgnoringNewLines("vastctl: not used with --kind dmesg: --health, --exit-code");
        assertThat(shell.run("diagnose", text, "--kind", "dmesg", "--process", "alive")
                        .exits(0)
                        .err())
                .isEmpty();
        assertThat(shell.run("diagnose", text, "--health", "0").exits(0).err()).isEmpty();
        assertThat(shell.run("diagnose", report.toString(), "--kind", "dmesg", "--listening")
                        .exits(0)
                        .err())
                .contains("r.json is a saved probe report; not used with it: --listening, --kind");
    }

    @Test
    void aFileThatCannotBeReadOrAnOptionThatMakesNoSenseIsRefused() {
        String good = log("ready-v09-v1-single");
        Path broken = shell.write(home.resolve("r.json"), "{\"schema\":\"vastctl.probe-report/1\", ");
        Path empty = shell.write(home.resolve("e.json"), "{\"schema\":\"vastctl.probe-report/1\"}");

        shell.run("diagnose", home.resolve("no.log").toString()).refuses(2, "no.log", "no such file");
        shell.run("diagnose", home.toString()).refuses(2, "folder");
        shell.run("diagnose", broken.toString()).refuses(2, "r.json", "JSON");
        shell.run("diagnose", empty.toString()).refuses(2, "e.json", "results");
        shell.run("diagnose").refuses(2, "file");
        shell.run("diagnose", good, "--kind", "poem").refuses(2, "--kind", "poem", "status-msg");
        shell.run("diagnose", good, "--process", "zombie").refuses(2, "--process", "zombie");
        shell.run("diagnose", good, "--health", "7").refuses(2, "--health", "7");
        shell.run("diagnose", good, "--models", "x").refuses(2, "--models", "x");
        shell.run("diagnose", good, "--silent-for", "12").refuses(2, "--silent-for", "12");
        shell.run("diagnose", good, "--silent-for", "-5m")
                .refuses(2, "--silent-for", "a duration such as 90s", "found \"-5m\"");
        shell.run("diagnose", "-", good, "-").refuses(2, "-: expected once", "2 times");
        shell.run("diagnose", good, "--exit-code", "1", "--process", "alive").refuses(2, "--exit-code");
        shell.run("diagnose", good, "--adapter", "abacus").refuses(2, "--adapter", "abacus", "vllm");
    }
}
