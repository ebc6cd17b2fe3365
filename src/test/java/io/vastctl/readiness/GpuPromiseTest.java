package io.vastctl.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.GpuCheck.Needed;
import io.vastctl.readiness.GpuCheck.Offered;
import io.vastctl.readiness.GpuCheck.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the offer said against what the box has. */
class GpuPromiseTest {

    private static final Offered OFFER =
            new Offered(1, "RTX 4090", 24564, OptionalInt.of(16), Optional.of("570.124.04"), OptionalDouble.of(12.8));
    private static final Needed NEED =
            new Needed(40, OptionalDouble.of(12.8), "org/model", 2.2, Duration.ofMinutes(15), Map.of());
    private static final String GOOD = "0, GPU-0a1b, NVIDIA GeForce RTX 4090, 570.124.04, 24564, 1\n";

    private final Map<String, ProbeResult> results = new HashMap<>(Map.of(
            Probe.ECHO,
            new ProbeResult(0, "ok", ""),
            "gpu",
            new ProbeResult(0, GOOD, ""),
            "gpu-health",
            new ProbeResult(0, "[N/A], Not Active, Not Active, 33\n", ""),
            "gpu-remap",
            new ProbeResult(0, "[N/A], [N/A]\n", ""),
            "gpu-recovery",
            new ProbeResult(0, "None\n", ""),
            "gpu-link",
            new ProbeResult(0, "16, 16\n", ""),
            "gpu-table",
            new ProbeResult(0, table("12.8"), ""),
            "libcuda",
            new ProbeResult(0, "libcuda.so.1", ""),
            "disk",
            new ProbeResult(0, df(41_943_040, 31_953_040), "")));

    @Test
    void aMachineThatKeepsItAllPassesWithoutANote() {
        assertThat(judge()).isEmpty();
        assertThat(notes()).isEmpty();
    }

    @Test
    void nothingButTheNamesOfTheCardsIsEnough() {
        results.keySet().removeIf(probe -> !probe.equals("gpu") && !probe.equals(Probe.ECHO));
        answers("gpu", "0, [N/A], [N/A], [N/A], [Not Supported], [N/A]\n");

        assertThat(judge()).isEmpty();
        assertThat(notes()).isEmpty();
    }

    @Test
    void everyOptionalProbeMayFailWithoutHarm() {
        for (String probe : new String[] {"gpu-health", "gpu-remap", "gpu-recovery", "gpu-link", "gpu-table", "disk"})
            results.put(probe, new ProbeResult(2, "Field \"x\" is not a valid field to query.", ""));

        assertThat(judge()).isEmpty();
    }

    @Test
    void anotherCardThanOfferedIsTheMachinesFault() {
        answers("gpu", GOOD.replace("RTX 4090", "RTX 3090"));

        assertThat(judge()).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo("gpu-name");
            assertThat(failure.failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
            assertThat(failure.evidence()).contains("promised RTX 4090").contains("RTX 3090");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No, No | none",
                "Yes, No | gpu-remap",
                "No, Yes | gpu-remap",
                "N/A, N/A | none",
                "[Not Supported], [Not Supported] | none"
            })
    void rowsThatWaitForAResetAreAFault(String row, String code) {
        answers("gpu-remap", row + "\n");

        assertThat(code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "None, none",
        "Reset, gpu-recovery",
        "Reboot, gpu-recovery",
        "Drain P2P, gpu-recovery",
        "Drain and Reset, gpu-recovery",
        "[N/A], none",
        "N/A, none",
        "[Not Supported], none",
        "A word of the future, none"
    })
    void theDriversOwnAdviceIsTaken(String word, String code) {
        answers("gpu-recovery", word + "\n");

        assertThat(code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16, 16 | none",
                "8, 16 | gpu-pcie-width",
                "4, 4 | gpu-pcie-width",
                "32, 32 | none",
                "[N/A], [N/A] | none",
                "0, 16 | none"
            })
    void theLinkHasAsManyLanesAsPromised(String row, String code) {
        answers("gpu-link", row + "\n");

        assertThat(code()).isEqualTo(code);
        assertThat(GpuFault.mayPass("gpu-pcie-width")).isTrue();
    }

    @Test
    void lanesThatNobodyPromisedAreNotedOnly() {
        answers("gpu-link", "8, 16\n");
        Offered silent =
                new Offered(1, "RTX 4090", 24564, OptionalInt.empty(), Optional.empty(), OptionalDouble.empty());

        assertThat(GpuCheck.judge(report(), new Promise(silent, NEED))).isEmpty();
        assertThat(GpuCheck.notes(report(), new Promise(silent, NEED)))
                .containsExactly("PCIe link of 8 lanes where the card can do 16");
    }

    @Test
    void aDriverThatWasPromisedNewerIsTheMachinesFault() {
        answers("gpu", GOOD.replace("570.124.04", "470.256.02"));

        assertThat(judge()).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo("gpu-driver");
            assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
            assertThat(failure.evidence()).contains("promised 570.124.04");
        });
    }

    @Test
    void aDriverThatIsOlderAndDoesIsNotedOnly() {
        answers("gpu", GOOD.replace("570.124.04", "550.54.15"));
        answers("gpu-table", table("12.4"));

        assertThat(judge()).isEmpty();
        assertThat(notes()).containsExactly("driver 550.54.15, promised 570.124.04", "CUDA 12.4, promised 12.8");
    }

    @ParameterizedTest
    @CsvSource({"11.4, gpu-cuda", "12.4, none", "13.0, none", "N/A, none", "ERR!, none"})
    void theCudaThatTheDriverCarriesMustSuffice(String version, String code) {
        answers("gpu-table", table(version));

        assertThat(code()).isEqualTo(code);
    }

    @Test
    void cudaThatNobodyPromisedOnlyDoesNotSuit() {
        answers("gpu-table", table("11.4"));
        Offered silent =
                new Offered(1, "RTX 4090", 24564, OptionalInt.empty(), Optional.empty(), OptionalDouble.empty());

        assertThat(GpuCheck.judge(report(), new Promise(silent, NEED))).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo("driver-too-old");
            assertThat(failure.blames()).isEqualTo(Blame.MACHINE_FOR_WORKLOAD);
        });
    }

    @Test
    void aCardThatTheTableCannotReadIsAFault() {
        answers("gpu-table", "|ERR!   37C   ERR!          21W / 450W |  4MiB / 24564MiB |\n");

        assertThat(code()).isEqualTo("gpu-smi-err");
    }

    @Test
    void aDiskWithoutRoomIsOurMistakeUnlessItIsTheHostsOwn() {
        answers("disk", df(41_943_040, 1_000_000));
        assertThat(judge()).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo("disk-too-small");
            assertThat(failure.failureClass()).isEqualTo(FailureClass.WORKLOAD_FATAL);
            assertThat(failure.evidence()).contains("2.2 GB").contains("1.0 GB are free");
        });

        answers("disk", df(1_800_000_000, 1_000_000));
        assertThat(judge()).hasValueSatisfying(failure -> {
            assertThat(failure.signature()).isEqualTo("disk-full");
            assertThat(failure.blames()).isEqualTo(Blame.MACHINE);
        });
    }

    @Test
    void whatIsInTheCacheAlreadyNeedsNoRoom() {
        answers("disk", df(41_943_040, 1_000_000));
        answers("cache", "2100000000\t/root/.cache/huggingface\n");

        assertThat(judge()).isEmpty();
    }

    private void answers(String probe, String stdout) {
        results.put(probe, new ProbeResult(0, stdout, ""));
    }

    private ProbeReport report() {
        return new ProbeReport(Instant.EPOCH, results);
    }

    private Optional<Failure> judge() {
        return GpuCheck.judge(report(), new Promise(OFFER, NEED));
    }

    private List<String> notes() {
        return GpuCheck.notes(report(), new Promise(OFFER, NEED));
    }

    private String code() {
        return judge().map(Failure::signature).orElse("none");
    }

    private static String table(String cuda) {
        return "| NVIDIA-SMI 570.124.04   Driver Version: 570.124.04   CUDA Version: " + cuda + "     |\n"
                + "|  0%   37C    P8              21W / 450W |       4MiB / 24564MiB |      0%      Default |\n";
    }

    private static String df(long kilobytes, long free) {
        return "Filesystem     1024-blocks    Used Available Capacity Mounted on\noverlay           " + kilobytes
                + " 9990000  " + free + "      24% /\n";
    }
}
