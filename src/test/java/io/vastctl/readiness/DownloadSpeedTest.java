package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.GpuCheck.Needed;
import io.vastctl.readiness.GpuCheck.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadSpeedTest {

    private static final String FULL = "206 33554432 0.210000 1.610000\n";

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, ProbeResult> results = new HashMap<>();

    @Test
    void theStreamsAddUpFromTheFirstByteOn() {
        assertThat(DownloadSpeed.bytesPerSecond(FULL.repeat(4)).orElseThrow() / 1e6)
                .isBetween(95.8, 95.9);
        assertThat(DownloadSpeed.bytesPerSecond("206 1000000 1,0 5,0\n206 3000000 2,0 5,0\n"))
                .hasValue(1e6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "401 29 0.2 0.3\n",
                "404 15 0.2 0.3\n",
                "000 0 0.000000 3.000000\n",
                "206 0 0.2 5.0\n",
                "206 5000000 0.2 0.3\n",
                "curl: option -Z: is unknown"
            })
    void whatCannotBeMeasuredIsUnknown(String rows) {
        assertThat(DownloadSpeed.bytesPerSecond(rows)).isEmpty();
        assertThat(judge(200, rows)).isEmpty();
    }

    @Test
    void aModelThatCannotArriveInTheWindowFailsWithTheNumbers() {
        assertThat(judge(15.2, "206 437500 0.200000 5.000000\n".repeat(4))).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo("download-slow");
            assertThat(failure.failureClass()).isEqualTo(FailureClass.STALLED);
            assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
            assertThat(failure.evidence())
                    .isEqualTo("0.36 MB/s measured; 15.2 GB would take 41691 s, the window has 900 s");
        });
        assertThat(GpuFault.mayPass("download-slow")).isTrue();
    }

    @Test
    void aSmallModelMayComeOverASlowLine() {
        assertThat(judge(0.3, "206 437500 0.200000 5.000000\n".repeat(4))).isEmpty();
    }

    @Test
    void aDownloadThatIsUnderWayMakesTheMeasureWorthless() {
        results.put("cache", new ProbeResult(0, "900000000\t/root/.cache/huggingface\n", ""));

        assertThat(judge(15.2, "206 437500 0.200000 5.000000\n".repeat(4))).isEmpty();
    }

    @Test
    void itAsksTheHubForTheModelsOwnFile() {
        assertThat(command("org/model"))
                .contains("https://huggingface.co/api/models/org/model")
                .contains("https://huggingface.co/org/model/resolve/main/$f")
                .contains("-m 5")
                .contains("-r 0-33554431");
    }

    @Test
    void theWorkloadSaysWhereElse() {
        environment.put("HF_ENDPOINT", "https://hub.example.com/");
        assertThat(command("org/model")).contains("https://hub.example.com/api/models/org/model");
        environment.put("VASTCTL_SPEED_URL", "https://mirror.example.com/100mb.bin");
        assertThat(command("org/model"))
                .contains("u=https://mirror.example.com/100mb.bin")
                .doesNotContain("/api/models");
        environment.put("VASTCTL_SPEED_URL", "off");
        assertThat(probe("org/model")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "llama3:8b", "/models/mine", "org/model;reboot", "a/b/c"})
    void whereThereIsNoRepositoryThereIsNoTest(String model) {
        assertThat(probe(model)).isEmpty();
    }

    private Optional<Failure> judge(double modelGb, String rows) {
        results.put(DownloadSpeed.PROBE, new ProbeResult(0, rows, ""));
        return DownloadSpeed.judge(new ProbeReport(Instant.EPOCH, results), needed("org/model", modelGb));
    }

    private String command(String model) {
        return probe(model).orElseThrow().command();
    }

    private Optional<Probe> probe(String model) {
        Promise promise = new Promise(1, 24564, 40, OptionalDouble.empty());
        return DownloadSpeed.probe(new Promise(promise.offered(), needed(model, 15.2)));
    }

    private Needed needed(String model, double gb) {
        return new Needed(40, OptionalDouble.empty(), model, gb, Duration.ofMinutes(15), environment);
    }
}
