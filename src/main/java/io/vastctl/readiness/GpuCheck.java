package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Whether the machine has what its offer promised, judged before the model is downloaded. Pure. */
public final class GpuCheck {

    /**
     * What the offer and the order promise.
     *
     * @param gpuRamMb memory of one GPU as the offer states it, in MiB; 0 if it does not
     * @param diskGb disk that was rented
     * @param minCuda CUDA version the image needs the driver to carry
     */
    public record Promise(int numGpus, int gpuRamMb, int diskGb, OptionalDouble minCuda) {}

    /** The probe without which there is nothing to judge. */
    static final String GPU = "gpu";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String CSV = " --format=csv,noheader,nounits";
    private static final int DRIVER = 3;
    private static final int MEMORY_TOTAL = 4;
    private static final int ECC = 0;
    private static final int THERMAL = 1;
    private static final int POWER_BRAKE = 2;

    /** Cards report a little less than their name and offers round up. */
    private static final double MEMORY_MARGIN = 0.93;

    private static final double DISK_MARGIN = 0.8;
    private static final int COMMAND_NOT_FOUND = 127;

    private static final SignatureTable SIGNATURES = SignatureTable.gpu();

    private GpuCheck() {}

    public static List<Probe> probes() {
        return List.of(
                Probe.run(
                        GPU,
                        "nvidia-smi --query-gpu=index,uuid,name,driver_version,memory.total,memory.used" + CSV,
                        LIMIT),
                // Apart, because one field that an old driver does not know fails the whole query.
                Probe.run(
                        "gpu-health",
                        "nvidia-smi --query-gpu=ecc.errors.uncorrected.volatile.total,"
                                + "clocks_event_reasons.hw_thermal_slowdown,"
                                + "clocks_event_reasons.hw_power_brake_slowdown,temperature.gpu" + CSV,
                        LIMIT),
                Probe.run(
                        "libcuda",
                        "PATH=$PATH:/sbin:/usr/sbin; ldconfig -p 2>/dev/null | grep libcuda.so.1"
                                + " || ls -d /usr/lib/*/libcuda.so.1 /usr/lib64/libcuda.so.1"
                                + " /usr/local/nvidia/lib64/libcuda.so.1 /usr/lib/libcuda.so.1 2>/dev/null"
                                + " | grep libcuda.so.1",
                        LIMIT),
                Probe.run("disk", "df -Pk /", LIMIT));
    }

    /** What is wrong with the machine, if anything. A report that cannot be trusted shows nothing. */
    public static Optional<Failure> judge(ProbeReport report, Promise promise) {
        if (!report.isTrustworthy() || report.result(GPU).isEmpty()) return Optional.empty();
        List<GpuRow> gpus = report.succeeded(GPU) ? GpuRow.parse(report.stdout(GPU)) : List.of();
        return smi(report, gpus)
                .or(() -> lostCard(report))
                .or(() -> count(gpus, promise))
                .or(() -> memory(gpus, promise))
                .or(() -> health(report))
                .or(() -> libcuda(report))
                .or(() -> driver(gpus, promise))
                .or(() -> disk(report, promise));
    }

    private static Optional<Failure> smi(ProbeReport report, List<GpuRow> gpus) {
        ProbeResult smi = report.result(GPU).orElseThrow();
        if (smi.timedOut()) return broken("gpu-smi-hangs", "nvidia-smi did not answer within its time limit");
        if (smi.exitCode() == COMMAND_NOT_FOUND)
            return broken("gpu-smi-missing", smi.stderr().strip());
        if (smi.succeeded() && !gpus.isEmpty()) return Optional.empty();
        String text = (smi.stdout() + "\n" + smi.stderr()).strip();
        Optional<Failure> known = SIGNATURES.firstMatch(text).flatMap(GpuCheck::smiFailure);
        if (known.isPresent() || smi.succeeded()) return known;
        return broken("gpu-smi-failed", "exit code " + smi.exitCode() + "\n" + Evidence.around(text, 0));
    }

    /** All that nvidia-smi says about itself shares a prefix: {@code smi-no-driver} becomes {@code gpu-smi-no-driver}. */
    private static Optional<Failure> smiFailure(SignatureTable.Match match) {
        String bare = match.signature().id().replaceFirst("^(gpu-|smi-)", "");
        return broken("gpu-smi-" + bare, match.evidence());
    }

    private static Optional<Failure> lostCard(ProbeReport report) {
        String text = report.stdout(GPU) + "\n" + report.stdout("gpu-health");
        return marked(text, "[GPU is lost]", "gpu-smi-is-lost")
                .or(() -> marked(text, "[GPU requires reset]", "gpu-smi-requires-reset"))
                .or(() -> marked(text, "[Unknown Error]", "gpu-smi-unknown-error"))
                .or(() -> marked(text, "[Unknown error]", "gpu-smi-unknown-error"));
    }

    private static Optional<Failure> marked(String text, String mark, String code) {
        int at = text.indexOf(mark);
        return at < 0 ? Optional.empty() : broken(code, Evidence.around(text, at));
    }

    private static Optional<Failure> count(List<GpuRow> gpus, Promise promise) {
        return gpus.size() >= promise.numGpus()
                ? Optional.empty()
                : broken("gpu-count", "promised " + promise.numGpus() + " GPUs, nvidia-smi lists " + gpus.size());
    }

    private static Optional<Failure> memory(List<GpuRow> gpus, Promise promise) {
        double least = promise.gpuRamMb() * MEMORY_MARGIN;
        return first(gpus, gpu -> gpu.number(MEMORY_TOTAL).orElse(least) < least)
                .flatMap(gpu -> broken("gpu-vram", "promised " + promise.gpuRamMb() + " MB: " + gpu.line()));
    }

    private static Optional<Failure> health(ProbeReport report) {
        if (!report.succeeded("gpu-health")) return Optional.empty();
        List<GpuRow> gpus = GpuRow.parse(report.stdout("gpu-health"));
        return finding(gpus, gpu -> gpu.number(ECC).orElse(0) > 0, "gpu-ecc")
                .or(() -> finding(gpus, gpu -> gpu.isActive(THERMAL), "gpu-thermal-brake"))
                .or(() -> finding(gpus, gpu -> gpu.isActive(POWER_BRAKE), "gpu-power-brake"));
    }

    private static Optional<Failure> finding(List<GpuRow> gpus, Predicate<GpuRow> bad, String code) {
        return first(gpus, bad).flatMap(gpu -> broken(code, gpu.line()));
    }

    private static Optional<Failure> libcuda(ProbeReport report) {
        boolean lookedInVain = report.result("libcuda")
                .filter(result -> result.exitCode() == 1 && result.stdout().isBlank())
                .isPresent();
        return lookedInVain ? broken("libcuda-missing", "libcuda.so.1 is not in the container") : Optional.empty();
    }

    private static Optional<Failure> driver(List<GpuRow> gpus, Promise promise) {
        if (promise.minCuda().isEmpty()) return Optional.empty();
        double cuda = promise.minCuda().getAsDouble();
        OptionalInt least = oldestBranch((int) cuda);
        if (least.isEmpty()) return Optional.empty();
        return first(gpus, gpu -> branch(gpu.text(DRIVER)) < least.getAsInt())
                .map(gpu -> new Failure(
                        FailureClass.WORKLOAD_INCOMPATIBLE,
                        "driver-too-old",
                        Phase.GPU_CHECK,
                        "CUDA " + cuda + " needs driver " + least.getAsInt() + ": " + gpu.line()));
    }

    /** Within one CUDA major, older drivers run newer minors; across majors nothing helps. */
    private static OptionalInt oldestBranch(int cudaMajor) {
        return switch (cudaMajor) {
            case 11 -> OptionalInt.of(450);
            case 12 -> OptionalInt.of(525);
            case 13 -> OptionalInt.of(580);
            default -> OptionalInt.empty();
        };
    }

    /** 550 of {@code 550.54.15}; an unreadable version counts as new enough. */
    private static int branch(String driver) {
        String major = driver.replaceFirst("\\..*", "");
        return major.matches("\\d{3,4}") ? Integer.parseInt(major) : Integer.MAX_VALUE;
    }

    private static Optional<Failure> disk(ProbeReport report, Promise promise) {
        double least = promise.diskGb() * 1e9 * DISK_MARGIN;
        OptionalDouble total = DiskSize.ofDf(report.stdout("disk"));
        if (!report.succeeded("disk") || total.orElse(least) >= least) return Optional.empty();
        return broken(
                "disk-short",
                "rented " + promise.diskGb() + " GB:\n" + report.stdout("disk").strip());
    }

    private static Optional<GpuRow> first(List<GpuRow> gpus, Predicate<GpuRow> bad) {
        return gpus.stream().filter(bad).findFirst();
    }

    private static Optional<Failure> broken(String code, String evidence) {
        return Optional.of(new Failure(FailureClass.INFRA_FATAL, code, Phase.GPU_CHECK, evidence));
    }
}
