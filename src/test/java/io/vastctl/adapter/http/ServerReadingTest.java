package io.vastctl.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Circumstances;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.Diagnosis.Word;
import io.vastctl.readiness.LogLines;
import io.vastctl.readiness.PatternSet;
import io.vastctl.readiness.Signature;
import io.vastctl.readiness.SignatureTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved logs of servers that are not vLLM. */
class ServerReadingTest {

    private static final Map<String, String> DEATHS = Map.of(
            "no-driver", "http-libcuda",
            "no-dns", "http-dns",
            "no-model", "http-no-model",
            "disk-full", "http-disk",
            "no-kernel-image", "http-no-kernel-image",
            "out-of-memory", "http-oom");

    private static Diagnosis judged(String log, Circumstances known) {
        ServerReading reading = new ServerReading(Duration.ofMinutes(5));
        LogLines.of(log, reading);
        return reading.judge(known);
    }

    private static Diagnosis judged(String log) {
        return judged(log, Circumstances.UNKNOWN);
    }

    private static String signature(Diagnosis seen) {
        return seen.failure().map(Failed::signature).orElse("-");
    }

    private static Circumstances known(Optional<Boolean> alive, int health, Duration silence, int exit) {
        return new Circumstances(
                alive,
                false,
                health < 0 ? OptionalInt.empty() : OptionalInt.of(health),
                OptionalInt.empty(),
                silence.isZero() ? Optional.empty() : Optional.of(silence),
                exit < 0 ? OptionalInt.empty() : OptionalInt.of(exit));
    }

    private static final Circumstances ALIVE = known(Optional.of(true), -1, Duration.ZERO, -1);
    private static final Circumstances DEAD = known(Optional.of(false), -1, Duration.ZERO, -1);

    /** The parts of what the simulator's servers say, by their titles. */
    private static Map<String, String> transcript(String server) throws IOException {
        try (InputStream in =
                ServerReadingTest.class.getResourceAsStream("/io/vastctl/simulator/servers/" + server + ".txt")) {
            assertThat(in).isNotNull();
            Map<String, String> parts = new LinkedHashMap<>();
            String[] blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^## ", -1);
            for (String block : List.of(blocks).subList(1, blocks.length)) {
                String[] titleAndText = block.split("\n", 2);
                parts.put(titleAndText[0], titleAndText[1]);
            }
            return parts;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sglang", "tgi", "ollama", "whisper", "llama-server"})
    void eachServersDeathsAreKnownAndItsGoodStartIsNoneAtAnyLine(String server) throws IOException {
        Map<String, String> parts = transcript(server);
        DEATHS.forEach((part, signature) -> {
            Diagnosis seen = judged(parts.get("started") + parts.get(part));
            assertThat(signature(seen)).as("%s: %s", part, seen).isEqualTo(signature);
            assertThat(seen.word()).isEqualTo(Word.FAILED);
            assertThat(seen.signature().orElseThrow().advice()).isNotBlank();
        });
        List<String> start = Stream.of("started", "downloaded", "loaded", "listening")
                .flatMap(part -> parts.getOrDefault(part, "").lines())
                .toList();
        for (int end = 1; end <= start.size(); end++)
            assertThat(judged(String.join("\n", start.subList(0, end))).word())
                    .as("up to line %s", end)
                    .isEqualTo(Word.WARMING_UP);
    }

    @Test
    void theFirstCauseDecidesNotTheFirstOfTheTable() {
        String log = """
                vastctl: start 17
                sh: 1: nvtop: not found
                OSError: [Errno 28] No space left on device
                requests.exceptions.HTTPError: 404 Client Error: Not Found for url: https://huggingface.co/x
                """;
        Diagnosis seen = judged(log, DEAD);

        assertThat(signature(seen)).isEqualTo("http-no-program");
        assertThat(seen.line()).isEqualTo(OptionalLong.of(2));
        assertThat(seen.evidence()).contains("nvtop", "No space left");
    }

    @Test
    void anErrorGoesBeforeAWarningAndAMachineBeforeBoth() {
        String warning = "UserWarning: The NVIDIA driver on your system is too old (found version 12020).\n";
        String oom = "torch.OutOfMemoryError: CUDA out of memory.\n";

        assertThat(signature(judged(warning + oom, DEAD))).isEqualTo("http-oom");
        assertThat(signature(judged(warning, DEAD))).isEqualTo("http-driver-too-old");
        assertThat(signature(judged(warning, ALIVE))).isEqualTo("-");
        assertThat(signature(judged(oom + "NVRM: GPU 0: GPU has fallen off the bus.\n", DEAD)))
                .isEqualTo("gpu-fallen-off-bus");
    }

    @Test
    void whatWasTriedAgainOrComesBeforeAServerThatListensIsNoCause() {
        String retried = "Get https://hub: dial tcp 1.2.3.4:443: i/o timeout, retrying in 2s\n";
        String survived = "ModuleNotFoundError: No module named 'flashinfer'\nINFO:     Uvicorn running on http://x\n";

        assertThat(judged(retried).word()).isEqualTo(Word.WARMING_UP);
        assertThat(judged(survived).word()).isEqualTo(Word.WARMING_UP);
        assertThat(judged(survived).stage()).isEqualTo("listening");
        assertThat(judged(survived, DEAD).failure().orElseThrow().failureClass())
                .isEqualTo(FailureClass.UNKNOWN);
    }

    @Test
    void onlyTheTextSinceTheLastStartCounts() {
        String log = "torch.OutOfMemoryError: CUDA out of memory.\nvastctl: start 18\nloading\n";

        assertThat(judged(log).word()).isEqualTo(Word.WARMING_UP);
        assertThat(judged(log).line()).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void whatElseIsKnownDecidesWithTheLog() {
        String oom = "cudaMalloc failed: out of memory\n";

        assertThat(judged("loading\n", known(Optional.of(true), 200, Duration.ZERO, -1))
                        .word())
                .isEqualTo(Word.READY);
        assertThat(judged(oom, ALIVE).word()).isEqualTo(Word.WARMING_UP);
        assertThat(judged("loading\n", known(Optional.of(true), -1, Duration.ofMinutes(6), -1))
                        .failure()
                        .orElseThrow()
                        .failureClass())
                .isEqualTo(FailureClass.STALLED);
        assertThat(judged("loading\n", known(Optional.of(true), -1, Duration.ofMinutes(4), -1))
                        .word())
                .isEqualTo(Word.WARMING_UP);
        assertThat(signature(judged("loading\n", known(Optional.empty(), -1, Duration.ZERO, 137))))
                .isEqualTo("http-killed");
        assertThat(judged("loading\n", known(Optional.empty(), 200, Duration.ZERO, 1))
                        .word())
                .isEqualTo(Word.UNKNOWN);
    }

    @Test
    void aTextThatNobodyKnowsIsUnknownWithItsLastTellingLine() {
        Diagnosis seen = judged("one\nacme.FluxError: no plutonium\n");

        assertThat(seen.word()).isEqualTo(Word.UNKNOWN);
        assertThat(seen.evidence()).contains("FluxError");
        assertThat(seen.line()).isEqualTo(OptionalLong.of(2));
        assertThat(judged("").word()).isEqualTo(Word.UNKNOWN);
    }

    static List<Signature> own() {
        return SignatureTable.fromResource(ServerLog.class, "http.signatures").signatures();
    }

    @ParameterizedTest
    @MethodSource("own")
    void theReferenceNamesEachSignatureWithItsClass(Signature signature) throws IOException {
        assertThat(Files.readString(Path.of("docs/reference/signatures.md")))
                .contains("| `" + signature.id() + "` | " + signature.failureClass() + " |");
    }

    @Test
    void anOrdinaryLineIsNotTriedAgainstEachPattern() {
        assertThat(new PatternSet(own().stream().map(Signature::pattern).toList()).unfiltered())
                .isEmpty();
    }
}
