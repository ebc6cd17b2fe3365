package io.vastctl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.config.WorkloadCatalog;
import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunOutcome;
import io.vastctl.provision.RunResult;
import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.Scenario;
import io.vastctl.workload.Workload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A market in which one thing goes wrong everywhere: the tool must name it, blame the right one and leave
 * nothing behind. Over real HTTP, real SSH and a real database.
 */
class EveryFaultEndToEndTest {

    private static final double FAST = 1_000_000;
    /** Above 1, because careful hosts are struck less often. */
    private static final double ALWAYS = 1_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = """
                    CDI_INJECTION,    INFRA_FATAL,           docker-cdi
                    OCI_RUNTIME,      INFRA_FATAL,           oci-other
                    DRIVER_TOO_OLD,   WORKLOAD_INCOMPATIBLE, docker-cuda-req
                    PULL_NO_SPACE,    INFRA_FATAL,           docker-pull-disk
                    PULL_STUCK,       STALLED,               infrastructure-window
                    REGISTRY_LIMIT,   INFRA_FATAL,           docker-ratelimit
                    SSHD_NEVER_UP,    INFRA_FATAL,           ssh-refused
                    SSH_CLOSES,       INFRA_FATAL,           ssh-no-banner
                    SSH_SILENT,       INFRA_FATAL,           ssh-no-banner
                    SSH_DROPS,        INFRA_FATAL,           ssh-lost
                    KEY_REFUSED,      UNKNOWN,               ssh-key-refused
                    SMI_MISMATCH,     INFRA_FATAL,           gpu-smi-nvml-mismatch
                    SMI_NO_DEVICES,   INFRA_FATAL,           gpu-smi-no-devices
                    LIBCUDA_MISSING,  INFRA_FATAL,           libcuda-missing
                    VRAM_SHORT,       INFRA_FATAL,           gpu-vram
                    GPU_MEMORY_TAKEN, INFRA_FATAL,           mem-free-tiny
                    CUDA_UNKNOWN,     INFRA_FATAL,           cuda-unknown
                    NO_KERNEL_IMAGE,  WORKLOAD_INCOMPATIBLE, no-kernel-image
                    HF_DNS,           INFRA_FATAL,           hf-dns
                    PORT_UNREACHABLE, INFRA_FATAL,           port-mapping
                    SLOW_DOWNLOAD,    STALLED,               download-slow
                    OTHER_GPU,        INFRA_FATAL,           gpu-name
                    GPU_MISSING,      INFRA_FATAL,           gpu-smi-no-devices
                    GPU_DUPLICATE,    INFRA_FATAL,           gpu-duplicate
                    GPU_LOST,         INFRA_FATAL,           gpu-smi-is-lost
                    GPU_ECC,          INFRA_FATAL,           gpu-ecc
                    GPU_REMAP,        INFRA_FATAL,           gpu-remap
                    GPU_RECOVERY,     INFRA_FATAL,           gpu-recovery
                    THERMAL_BRAKE,    INFRA_FATAL,           gpu-thermal-brake
                    POWER_BRAKE,      INFRA_FATAL,           gpu-power-brake
                    PCIE_NARROW,      INFRA_FATAL,           gpu-pcie-width
                    SMI_HANGS,        INFRA_FATAL,           gpu-smi-hangs
                    SMI_NO_HANDLE,    INFRA_FATAL,           gpu-smi-no-handle
                    SMI_ERR,          INFRA_FATAL,           gpu-smi-err
                    DRIVER_DOWNGRADED, INFRA_FATAL,          gpu-driver
                    DISK_SHORT,       INFRA_FATAL,           disk-short
                    DISK_FULL,        INFRA_FATAL,           disk-full
                    ENGINE_STUCK,     UNKNOWN,               endpoint-hangs
                    """)
    void aFaultOfTheMachineIsNamedAndBlamed(Fault fault, FailureClass failureClass, String signature) {
        RunResult result = run(fault, 1);

        assertThat(rented(result)).isNotEmpty().allSatisfy(attempt -> {
            Failure failure = attempt.failure().orElseThrow();
            assertThat(failure.failureClass()).as(failure.toString()).isEqualTo(failureClass);
            assertThat(failure.signature()).isEqualTo(signature);
            assertThat(failure.evidence()).isNotBlank();
        });
    }

    @Test
    void aHostThatVanishesIsBlamedUnlessItServedBefore() {
        List<AttemptResult> attempts = IntStream.rangeClosed(1, 6)
                .mapToObj(seed -> run(Fault.HOST_OFFLINE, seed))
                .flatMap(result -> rented(result).stream())
                .toList();

        assertThat(attempts)
                .filteredOn(attempt -> !attempt.isReady())
                .isNotEmpty()
                .allSatisfy(attempt -> {
                    assertThat(attempt.failure().orElseThrow().failureClass()).isEqualTo(FailureClass.INFRA_FATAL);
                    assertThat(attempt.failure().orElseThrow().signature()).isIn("ssh-lost", "host-offline");
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "OFFER_FLICKER",
                "CREATE_BAD_GATEWAY",
                "CREATE_ANSWER_LOST",
                "DESTROY_ERROR",
                "DESTROY_IGNORED",
                "HALF_FILLED",
                "LIST_BROKEN",
                "LIST_EMPTY",
                "LIST_LAGS",
                "LOGS_EMPTY",
                "SLOW_BOX",
                "API_BLIND",
                "EXITED_RECOVERS",
                "STATUS_UNKNOWN",
                "PRICE_RISE",
                "OUTBID",
                "START_QUEUED"
            })
    void aFaultOfTheApiAloneDoesNotKeepTheRunFromItsEnd(Fault fault) {
        RunResult result = run(fault, 1);

        assertThat(result.outcome())
                .as(result.message()
                        + result.attempts().stream().map(AttemptResult::failure).toList())
                .isIn(RunOutcome.READY, RunOutcome.NO_OFFER, RunOutcome.ERROR);
        assertThat(rented(result))
                .allSatisfy(attempt ->
                        assertThat(attempt.failure().map(Failure::blames)).isNotEqualTo(Optional.of(Blame.MACHINE)));
    }

    @Test
    void aRentalThatCameToNothingIsNobodysFault() {
        RunResult result = run(Fault.CREATE_NOTHING, 1);

        assertThat(rented(result)).isNotEmpty().allSatisfy(attempt -> {
            Failure failure = attempt.failure().orElseThrow();
            assertThat(failure.signature()).isEqualTo("instance-vanished");
            assertThat(failure.blames()).isEqualTo(Blame.NOBODY);
        });
    }

    @Test
    void aBoxThatCreateLeftStoppedIsStartedAgain() {
        RunResult result = run(Fault.START_RACE, 1);

        assertThat(result.outcome()).isEqualTo(RunOutcome.READY);
        assertThat(result.attempts()).hasSize(1);
    }

    @Test
    void aContainerThatCrashesIsTheMachinesUnlessItServedBefore() {
        List<AttemptResult> attempts = IntStream.rangeClosed(1, 4)
                .mapToObj(seed -> run(Fault.CRASH, seed))
                .flatMap(result -> rented(result).stream())
                .toList();

        assertThat(attempts)
                .isNotEmpty()
                .allSatisfy(attempt -> assertThat(attempt.failure().map(Failure::signature))
                        .isIn(Optional.empty(), Optional.of("container-exited"), Optional.of("ssh-lost")));
    }

    @Test
    void anErrorAnswerThatMadeAnInstanceLeavesNoneBehind() {
        RunResult result = run(Fault.CREATE_STOPPED, 1);

        assertThat(result.outcome()).isEqualTo(RunOutcome.NO_OFFER);
        assertThat(result.attempts())
                .isNotEmpty()
                .allSatisfy(attempt -> assertThat(attempt.counts()).isFalse());
    }

    private static List<AttemptResult> rented(RunResult result) {
        return result.attempts().stream().filter(AttemptResult::counts).toList();
    }

    /** Runs it, and checks what holds whatever goes wrong: nothing alive, nothing twice, only machines that earned it barred. */
    private RunResult run(Fault fault, long seed) {
        Scenario scenario = new Scenario("only " + fault.id(), 1000, Map.of(fault, ALWAYS));
        SimulatedMarket.Options options = new SimulatedMarket.Options(
                scenario.name(), seed, FAST, Optional.empty(), 0, Instant.parse("2026-10-01T12:00:00Z"));
        try (SimulatedMarket market = SimulatedMarket.open(scenario, options);
                Database database = Database.open(folder.resolve(fault + "-" + seed + ".db"), market.time())) {
            RunResult result = new EndToEndRun(market, database, folder).of(tinyllama());
            assertThat(market.truth().alive()).isEmpty();
            assertThat(market.truth().doubleRentals()).isZero();
            assertThat(result.stillRunning()).isEmpty();
            assertThat(new Journal(database).open()).isEmpty();
            assertThat(result.costDollars())
                    .isGreaterThanOrEqualTo(market.truth().dollarsSpent() * 0.9);
            barsAreEarned(
                    result, new BadHosts(database).list(true, market.time().instant()));
            return result;
        }
    }

    private Workload tinyllama() {
        return new WorkloadCatalog(folder).find("tinyllama");
    }

    private static void barsAreEarned(RunResult result, List<BadHost> barred) {
        assertThat(barred.stream().map(BadHost::id).collect(Collectors.toSet()))
                .isEqualTo(result.attempts().stream()
                        .filter(attempt -> attempt.failure()
                                .filter(failure -> failure.blames() != Blame.NOBODY)
                                .isPresent())
                        .map(attempt -> attempt.offer().machineId())
                        .collect(Collectors.toSet()));
    }
}
