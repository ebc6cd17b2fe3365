package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.GpuCheck.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuCheckTest {

    private static final Promise ONE_4090 = new Promise(1, 24576, 40, OptionalDouble.of(12.8));
    private static final String GOOD = "0, GPU-0a1b, NVIDIA GeForce RTX 4090, 580.95.05, 24564, 1\n";

    @Test
    void aMachineThatKeepsItsPromiseIsFine() {
        assertThat(judge(healthy())).isEmpty();
    }

    @Test
    void aReportThatCannotBeTrustedOrLacksTheQueryShowsNothing() {
        Map<String, ProbeResult> blind = with(healthy(), "gpu", 127, "", "not found");
        blind.remove(Probe.ECHO);
        Map<String, ProbeResult> without = healthy();
        without.remove("gpu");

        assertThat(judge(blind)).isEmpty();
        assertThat(judge(without)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9 | gpu-smi-no-driver | NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
                "18 | gpu-smi-nvml-mismatch | Failed to initialize NVML: Driver/library version mismatch",
                "255 | gpu-smi-nvml-unknown | Failed to initialize NVML: Unknown Error",
                "15 | gpu-smi-is-lost | Unable to determine the device handle for GPU 0000:02:00.0: GPU is lost.  Reboot",
                "15 | gpu-smi-no-handle | Unable to determine the device handle for GPU 0000:02:00.0: Unknown Error",
                "18 | gpu-smi-nvml-mismatch | RM has detected an NVML/RM version mismatch.",
                "17 | gpu-smi-nvml-other | Failed to initialize NVML: Insufficient Permissions",
                "16 | gpu-smi-is-lost | GPU requires reset",
                "0 | gpu-smi-no-handle | Unable to determine the device handle for GPU 0000:02:00.0: Unknown Error",
                "6 | gpu-smi-no-devices | No devices were found",
                "0 | gpu-smi-no-devices | No devices were found",
                "127 | gpu-smi-missing | sh: nvidia-smi: command not found",
                "124 | gpu-smi-hangs | ''",
                "3 | gpu-smi-failed | something never seen"
            })
    void anNvidiaSmiThatFailsSpeaksAgainstTheMachine(int exitCode, String code, String text) {
        assertThat(judge(with(healthy(), "gpu", exitCode, text, ""))).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo(code);
            assertThat(failure.failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
            assertThat(failure.phase()).isEqualTo(Phase.GPU_CHECK);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpu-smi-is-lost | 0, GPU-0a1b, [GPU is lost], [GPU is lost], [GPU is lost], [GPU is lost]",
                "gpu-smi-requires-reset | 0, GPU-0a1b, NVIDIA A100, 550.54, [GPU requires reset], 1",
                "gpu-smi-unknown-error | 0, GPU-0a1b, NVIDIA A100, 550.54, 81920, [Unknown Error]",
                "gpu-vram | 0, GPU-0a1b, NVIDIA GeForce RTX 3060, 580.95.05, 12288, 1",
                "driver-too-old | 0, GPU-0a1b, NVIDIA GeForce RTX 4090, 470.256.02, 24564, 1"
            })
    void aLineOfTheQueryMayShowAFault(String code, String line) {
        assertThat(code(with(healthy(), "gpu", 0, line + "\n", ""))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpu-ecc | 3, Not Active, Not Active, 41",
                "gpu-thermal-brake | [N/A], Active, Not Active, 97",
                "gpu-power-brake | 0, Not Active, Active, 60",
                "gpu-smi-unknown-error | [Unknown Error], Not Active, Not Active, 41",
                "none | [N/A], Not Active, Not Active, 41",
                "none | [N/A], [N/A], [Not Supported], [N/A]",
                "none | N/A, N/A, N/A, N/A",
                "none | [Insufficient Permissions], [Requested functionality has been deprecated], , 41",
                "none | ''",
                "none | [Not Supported], Not Active, Not Active, NaN",
                "gpu-smi-is-lost | [GPU is lost], [GPU is lost], [GPU is lost], [GPU is lost]",
                "gpu-smi-requires-reset | [GPU requires reset], Not Active, Not Active, 41"
            })
    void healthIsJudgedWhereTheCardTellsIt(String code, String line) {
        assertThat(code(with(healthy(), "gpu-health", 0, line + "\n", ""))).isEqualTo(code);
    }

    @Test
    void anOldDriverThatDoesNotKnowAHealthFieldIsNoFault() {
        String refusal = "Field \"clocks_event_reasons.hw_thermal_slowdown\" is not a valid field to query.";

        assertThat(judge(with(healthy(), "gpu-health", 2, refusal, ""))).isEmpty();
    }

    @Test
    void valuesThatAreNotThereAreUnknownAndNeverAFault() {
        assertThat(judge(with(healthy(), "gpu", 0, "0, GPU-0a1b, NVIDIA A30, [N/A], [N/A], [N/A]\n", "")))
                .isEmpty();
    }

    @Test
    void fewerGpusThanPromisedAreAFault() {
        Promise two = new Promise(2, 24576, 40, OptionalDouble.empty());
        String other = GOOD.replace("GPU-0a1b", "GPU-0a1c");

        assertThat(GpuCheck.judge(report(healthy()), two).map(Failure::signature))
                .contains("gpu-count");
        assertThat(GpuCheck.judge(report(with(healthy(), "gpu", 0, GOOD + other, "")), two))
                .isEmpty();
        assertThat(code(with(healthy(), "gpu", 0, GOOD + other, ""))).isEqualTo("none");
    }

    @Test
    void oneCardListedTwiceIsAFaultUnlessItsNumberIsUnknown() {
        Promise two = new Promise(2, 24576, 40, OptionalDouble.empty());
        String unknown = GOOD.replace("GPU-0a1b", "[N/A]");

        assertThat(GpuCheck.judge(report(with(healthy(), "gpu", 0, GOOD + GOOD, "")), two)
                        .map(Failure::signature))
                .contains("gpu-duplicate");
        assertThat(GpuCheck.judge(report(with(healthy(), "gpu", 0, unknown + unknown, "")), two))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "12.4, 525.60.13, none",
        "12.8, 550.54.15, none",
        "12.8, 515.65.01, driver-too-old",
        "13.0, 570.86.10, driver-too-old",
        "13.0, 580.65.06, none",
        "14.0, 580.65.06, none",
        "12.8, unknown, none"
    })
    void aDriverMustCarryTheCudaMajorOfTheImage(double cuda, String driver, String code) {
        ProbeReport report = report(with(healthy(), "gpu", 0, GOOD.replace("580.95.05", driver), ""));
        Promise promise = new Promise(1, 24576, 40, OptionalDouble.of(cuda));

        assertThat(GpuCheck.judge(report, promise).map(Failure::signature).orElse("none"))
                .isEqualTo(code);
    }

    @Test
    void anOldDriverIsTheWorkloadsProblemOnThisMachineAndNotAFault() {
        assertThat(judge(with(healthy(), "gpu", 0, GOOD.replace("580.95", "470.25"), "")))
                .hasValueSatisfying(
                        failure -> assertThat(failure.failureClass()).isEqualTo(FailureClass.WORKLOAD_INCOMPATIBLE));
    }

    @Test
    void aMissingDriverLibraryAndAShortDiskAreFaults() {
        assertThat(code(with(healthy(), "libcuda", 1, "", ""))).isEqualTo("libcuda-missing");
        assertThat(code(with(healthy(), "libcuda", 124, "", ""))).isEqualTo("none");
        assertThat(code(with(healthy(), "disk", 0, df(30_000_000), ""))).isEqualTo("disk-short");
        assertThat(code(with(healthy(), "disk", 0, df(33_000_000), ""))).isEqualTo("none");
        assertThat(code(with(healthy(), "disk", 1, "df: no such file", ""))).isEqualTo("none");
    }

    @Test
    void memoryInUseIsNoFaultOfTheMachine() {
        assertThat(code(with(healthy(), "gpu", 0, GOOD.replace("24564, 1", "24564, 9000"), "")))
                .isEqualTo("none");
    }

    @Test
    void itsProbesAreDoneBeforeTenSeconds() {
        assertThat(GpuCheck.probes(ONE_4090))
                .extracting(Probe::name)
                .containsExactly(
                        "gpu", "gpu-health", "gpu-remap", "gpu-recovery", "gpu-link", "gpu-table", "libcuda", "disk");
        assertThat(GpuCheck.probes(ONE_4090)).allMatch(probe -> probe.limit().compareTo(Duration.ofSeconds(10)) < 0);
    }

    private static Map<String, ProbeResult> healthy() {
        Map<String, ProbeResult> results = new HashMap<>();
        results.put(Probe.ECHO, new ProbeResult(0, "", ""));
        results.put("gpu", new ProbeResult(0, GOOD, ""));
        results.put("gpu-health", new ProbeResult(0, "[N/A], Not Active, Not Active, 33\n", ""));
        results.put("libcuda", new ProbeResult(0, "\tlibcuda.so.1 (libc6,x86-64) => /lib/libcuda.so.1\n", ""));
        results.put("disk", new ProbeResult(0, df(41_943_040), ""));
        return results;
    }

    private static String df(long kilobytes) {
        return "Filesystem     1024-blocks    Used Available Capacity Mounted on\noverlay           " + kilobytes
                + " 9990000  31953040      24% /\n";
    }

    private static Map<String, ProbeResult> with(
            Map<String, ProbeResult> results, String probe, int exitCode, String stdout, String stderr) {
        results.put(probe, new ProbeResult(exitCode, stdout, stderr));
        return results;
    }

    private static ProbeReport report(Map<String, ProbeResult> results) {
        return new ProbeReport(Instant.EPOCH, results);
    }

    private static Optional<Failure> judge(Map<String, ProbeResult> results) {
        return GpuCheck.judge(report(results), ONE_4090);
    }

    private static String code(Map<String, ProbeResult> results) {
        return judge(results).map(Failure::signature).orElse("none");
    }
}
