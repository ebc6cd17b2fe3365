package io.vastctl.guard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.guard.GpuReading;
import io.vastctl.guard.Telemetry;
import io.vastctl.guard.Throttle;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text of nvidia-smi that docs and captures know, and what the guard makes of it. */
class TelemetryReadingTest {

    private static final String H100 = "0, NVIDIA H100 80GB HBM3, 41, 69.85, 0, 4, 81559\n";
    private static final String GEFORCE = "0, NVIDIA GeForce RTX 4080 SUPER, 52, 180.02, 97, 12000, 16376\n";

    private final Map<String, ProbeResult> results = new HashMap<>(Map.of(Probe.ECHO, new ProbeResult(0, "", "")));

    private TelemetryReadingTest says(String probe, String stdout) {
        results.put(probe, new ProbeResult(0, stdout, ""));
        return this;
    }

    private TelemetryReadingTest fails(String probe, int code, String stdout, String stderr) {
        results.put(probe, new ProbeResult(code, stdout, stderr));
        return this;
    }

    private Telemetry telemetry() {
        return TelemetryReading.of(new ProbeReport(Instant.EPOCH, results));
    }

    private List<GpuReading> gpus() {
        assertThat(telemetry()).isInstanceOf(Telemetry.Read.class);
        return ((Telemetry.Read) telemetry()).gpus();
    }

    private String lost() {
        assertThat(telemetry()).isInstanceOf(Telemetry.Lost.class);
        return ((Telemetry.Lost) telemetry()).why();
    }

    @Test
    void aCardThatTellsEverything() {
        GpuReading gpu = says(TelemetryProbes.CARDS, H100)
                .says(TelemetryProbes.MEMORY_HEAT, "0, 48\n")
                .says(TelemetryProbes.MARGIN, "0, 46\n")
                .says(TelemetryProbes.THROTTLE, "0, 0x0000000000000025\n")
                .says(TelemetryProbes.ECC, "0, 3\n")
                .says(TelemetryProbes.REMAP, "0, No, No\n")
                .says(TelemetryProbes.RECOVERY, "0, None\n")
                .says(TelemetryProbes.MIG, "0, Disabled\n")
                .gpus()
                .get(0);

        assertThat(gpu.name()).isEqualTo("NVIDIA H100 80GB HBM3");
        assertThat(gpu.core()).hasValue(41);
        assertThat(gpu.memory()).hasValue(48);
        assertThat(gpu.margin()).hasValue(46);
        assertThat(gpu.watts()).hasValue(69.85);
        assertThat(gpu.utilisation()).hasValue(0);
        assertThat(gpu.memoryUsedMib()).hasValue(4);
        assertThat(gpu.memoryTotalMib()).hasValue(81559);
        assertThat(gpu.throttles())
                .containsExactlyInAnyOrder(Throttle.GPU_IDLE, Throttle.SOFTWARE_POWER_CAP, Throttle.SOFTWARE_THERMAL);
        assertThat(gpu.uncorrectedEcc()).hasValue(3);
        assertThat(gpu.remapPending()).isFalse();
        assertThat(gpu.fault()).isEmpty();
    }

    @Test
    void anOldDriverThatRefusesEveryYoungFieldStillTellsItsHeat() {
        String unknown = "Field \"temperature.gpu.tlimit\" is not a valid field to query.\n";
        GpuReading gpu = says(TelemetryProbes.CARDS, GEFORCE)
                .fails(TelemetryProbes.MARGIN, 2, unknown, "")
                .fails(TelemetryProbes.RECOVERY, 2, unknown, "")
                .fails(TelemetryProbes.MEMORY_HEAT, 2, unknown, "")
                .gpus()
                .get(0);

        assertThat(gpu.core()).hasValue(52);
        assertThat(gpu.margin()).isEmpty();
        assertThat(gpu.memory()).isEmpty();
        assertThat(gpu.uncorrectedEcc()).isEmpty();
        assertThat(gpu.throttles()).isEmpty();
        assertThat(gpu.fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[N/A]",
                "N/A",
                "[Not Supported]",
                "[Insufficient Permissions]",
                "[Requested functionality has been deprecated]",
                "",
                "-",
                "ERR!",
                "1e3",
                "NaN"
            })
    void whatIsNoNumberIsUnknownAndNoFault(String text) {
        GpuReading gpu = says(
                        TelemetryProbes.CARDS,
                        "0, NVIDIA L40S, " + text + ", " + text + ", " + text + ", " + text + ", " + text + "\n")
                .says(TelemetryProbes.MEMORY_HEAT, "0, " + text + "\n")
                .says(TelemetryProbes.MARGIN, "0, " + text + "\n")
                .says(TelemetryProbes.ECC, "0, " + text + "\n")
                .says(TelemetryProbes.REMAP, "0, " + text + ", " + text + "\n")
                .says(TelemetryProbes.RECOVERY, "0, " + text + "\n")
                .says(TelemetryProbes.THROTTLE, "0, " + text + "\n")
                .gpus()
                .get(0);

        assertThat(List.of(gpu.core(), gpu.memory(), gpu.margin(), gpu.watts(), gpu.utilisation()))
                .containsOnly(OptionalDouble.empty());
        assertThat(List.of(gpu.memoryUsedMib(), gpu.memoryTotalMib(), gpu.uncorrectedEcc()))
                .containsOnly(OptionalLong.empty());
        assertThat(gpu.remapPending()).isFalse();
        assertThat(gpu.throttles()).isEmpty();
        assertThat(gpu.fault()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Unknown Error]", "[Unknown error]", "[GPU is lost]", "[GPU requires reset]"})
    void whatMeansABrokenCardIsAFaultInWhicheverFieldItStands(String text) {
        assertThat(says(TelemetryProbes.CARDS, H100.replace("69.85", text))
                        .gpus()
                        .get(0)
                        .fault())
                .contains(text);
        says(TelemetryProbes.CARDS, H100);
        for (String probe : List.of(
                TelemetryProbes.MEMORY_HEAT,
                TelemetryProbes.MARGIN,
                TelemetryProbes.THROTTLE,
                TelemetryProbes.ECC,
                TelemetryProbes.RECOVERY,
                TelemetryProbes.MIG)) {
            assertThat(says(probe, "0, " + text + "\n").gpus().get(0).fault())
                    .as(probe)
                    .contains(text);
            results.remove(probe);
        }
        assertThat(says(TelemetryProbes.REMAP, "0, " + text + ", No\n")
                        .gpus()
                        .get(0)
                        .fault())
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "None, false",
        "Reset, true",
        "Reboot, true",
        "Drain P2P, true",
        "Drain and Reset, true",
        "[N/A], false",
        "[Not Supported], false"
    })
    void theDriversOwnWishCounts(String action, boolean fault) {
        GpuReading gpu = says(TelemetryProbes.CARDS, H100)
                .says(TelemetryProbes.RECOVERY, "0, " + action + "\n")
                .gpus()
                .get(0);

        assertThat(gpu.fault().isPresent()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"Yes, No, true", "No, Yes, true", "No, No, false", "[N/A], [N/A], false", "1, 0, true", "0, 0, false"})
    void rowsToBeRemappedOrThatCouldNotBe(String pending, String failure, boolean expected) {
        GpuReading gpu = says(TelemetryProbes.CARDS, H100)
                .says(TelemetryProbes.REMAP, "0, " + pending + ", " + failure + "\n")
                .gpus()
                .get(0);

        assertThat(gpu.remapPending()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9  | NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
                "18 | Failed to initialize NVML: Driver/library version mismatch",
                "255| Failed to initialize NVML: Unknown Error",
                "15 | Unable to determine the device handle for GPU 0000:02:00.0: GPU is lost.  Reboot the system to recover this GPU",
                "15 | Unable to determine the device handle for GPU0000:02:00.0: Unknown Error",
                "6  | No devices were found",
                "0  | No devices were found"
            })
    void wordsOfNvidiaSmiThatMeanBrokenHardware(int code, String words) {
        for (boolean onStderr : List.of(true, false)) {
            fails(TelemetryProbes.CARDS, code, onStderr ? "" : words + "\n", onStderr ? words + "\n" : "");

            assertThat(gpus()).hasSize(1);
            assertThat(gpus().get(0).fault()).contains(words);
            assertThat(gpus().get(0).core()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127 | sh: 1: nvidia-smi: not found          | nvidia-smi is not there",
                "124 | ''                                    | nvidia-smi did not answer within 9 s",
                "3   | something nobody has seen             | nvidia-smi ended with 3: something nobody has seen",
                "1   | ''                                    | nvidia-smi ended with 1 and said nothing",
                "0   | a greeting                            | nvidia-smi gave no rows, but: a greeting"
            })
    void noRowsAndNoSuchWordsIsLostTelemetry(int code, String words, String why) {
        assertThat(fails(TelemetryProbes.CARDS, code, "", words).lost()).isEqualTo(why);
    }

    @Test
    void aReportThatCarriesNothingIsLostTelemetry() {
        assertThat(lost()).isEqualTo("nvidia-smi was not asked");

        says(TelemetryProbes.CARDS, H100);
        results.remove(Probe.ECHO);
        assertThat(lost()).contains("connection");
    }

    @Test
    void oneLostCardBesideSevenGoodOnesIsSeen() {
        String lost = "Unable to determine the device handle for GPU 0000:02:00.0: GPU is lost.  Reboot the system";
        List<GpuReading> gpus = fails(TelemetryProbes.CARDS, 15, H100 + H100.replaceFirst("0", "2") + lost + "\n", "")
                .gpus();

        assertThat(gpus).hasSize(3);
        assertThat(gpus.get(0).fault()).isEmpty();
        assertThat(gpus.get(2).fault()).contains(lost);
    }

    @Test
    void valuesOfSeveralCardsAreJoinedByTheirIndex() {
        List<GpuReading> gpus = says(
                        TelemetryProbes.CARDS,
                        "0, NVIDIA H100 80GB HBM3, 41, 70, 1, 4, 81559\n1, NVIDIA H100 80GB HBM3, 66, 500, 99, 70000, 81559\n")
                .says(TelemetryProbes.MEMORY_HEAT, "1, 88\n0, 48\n")
                .says(TelemetryProbes.MARGIN, "1, 9\n")
                .gpus();

        assertThat(gpus.get(0).memory()).hasValue(48);
        assertThat(gpus.get(0).margin()).isEmpty();
        assertThat(gpus.get(1).memory()).hasValue(88);
        assertThat(gpus.get(1).margin()).hasValue(9);
    }

    @Test
    void aLineThatWasCutOffIsNoRowAndNoFault() {
        List<GpuReading> gpus = says(TelemetryProbes.CARDS, H100 + "1, NVIDIA H100 80GB HBM3, 4")
                .gpus();

        assertThat(gpus).hasSize(1);
        assertThat(gpus.get(0).fault()).isEmpty();
    }

    @Test
    void unitsAndTheCommaOfOtherPlacesAreBorne() {
        GpuReading gpu = says(TelemetryProbes.CARDS, "0, NVIDIA L40S, 63, 250,50 W, 97 %, 40000 MiB, 46068 MiB\r\n")
                .gpus()
                .get(0);

        assertThat(gpu.core()).hasValue(63);
        assertThat(gpu.watts()).hasValue(250.5);
        assertThat(gpu.utilisation()).hasValue(97);
        assertThat(gpu.memoryTotalMib()).hasValue(46068);
    }

    @Test
    void underMigTheUtilisationIsUnknown() {
        assertThat(says(TelemetryProbes.CARDS, H100)
                        .says(TelemetryProbes.MIG, "0, Enabled\n")
                        .gpus()
                        .get(0)
                        .utilisation())
                .isEmpty();
        assertThat(says(TelemetryProbes.MIG, "0, [N/A]\n").gpus().get(0).utilisation())
                .hasValue(0);
    }

    @Test
    void xidsAreReadWhereTheKernelLogIs() {
        says(TelemetryProbes.CARDS, H100).says(TelemetryProbes.XIDS, """
                        [ 12.3] NVRM: Xid (PCI:0000:44:00): 79, pid=1234, name=python, GPU has fallen off the bus.
                        NVRM: Xid (PCI:0000:44:00): 31, pid=7, Ch 00000008
                        [1.0] other line 99
                        """);

        assertThat(((Telemetry.Read) telemetry()).xids()).containsExactly(79, 31);
        says(TelemetryProbes.XIDS, "");
        assertThat(((Telemetry.Read) telemetry()).xids()).isEmpty();
    }

    @Test
    void whateverAMachinePrintsThereIsAnAnswer() {
        for (String text : List.of(
                "\0\0\0", ", , , , , , ", "999999999999, a, b, c, d, e, f", "0,0,0,0,0,0,0", "é\uD800", "0, x")) {
            says(TelemetryProbes.CARDS, text);
            assertThat(telemetry()).isNotNull();
            says(TelemetryProbes.CARDS, H100)
                    .says(TelemetryProbes.THROTTLE, text)
                    .says(TelemetryProbes.ECC, text)
                    .says(TelemetryProbes.XIDS, text);
            assertThat(gpus()).hasSize(1);
        }
    }

    @Test
    void theProbesAskYoungFieldsApartAndUnderTheirOldNames() {
        List<Probe> probes = TelemetryProbes.look();

        assertThat(probes).extracting(Probe::name).doesNotHaveDuplicates();
        Probe cards = probes.get(0);
        assertThat(cards.command())
                .contains("temperature.gpu,power.draw")
                .doesNotContain("tlimit", "recovery", "memory.heat");
        assertThat(probes)
                .filteredOn(probe -> probe.name().equals(TelemetryProbes.THROTTLE))
                .singleElement()
                .satisfies(probe -> assertThat(probe.command())
                        .contains("clocks_event_reasons.active", "|| ", "clocks_throttle_reasons.active"));
        assertThat(probes)
                .allSatisfy(probe -> assertThat(probe.limit().toSeconds()).isLessThan(10));
    }
}
