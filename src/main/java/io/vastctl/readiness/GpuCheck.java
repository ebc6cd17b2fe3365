package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Whether the machine has what its offer promised, judged before the model is downloaded. Pure. What the machine does
 * not tell is unknown and never a fault. docs/reference/gpu-check.md lists the findings.
 */
public final class GpuCheck {

    /** What the offer says of the machine; what it left out is empty, or 0 for numbers that every offer has. */
    public record Offered(
            int numGpus,
            String gpuName,
            int gpuRamMb,
            OptionalInt pcieLanes,
            Optional<String> driver,
            OptionalDouble cuda) {}

    /**
     * What the workload needs of the machine.
     *
     * @param diskGb disk that was rented
     * @param minCuda CUDA version the image needs the driver to carry
     * @param model as the Hub names it; empty if there is none to download
     * @param modelGb size of the model as downloaded; 0 if nobody knows
     * @param window how long the workload may take from the first login to the first token
     * @param environment the workload's own variables, which may say where the Hub is
     */
    public record Needed(
            int diskGb,
            OptionalDouble minCuda,
            String model,
            double modelGb,
            Duration window,
            Map<String, String> environment) {

        public Needed {
            environment = Map.copyOf(environment);
        }
    }

    /** What the machine has to be measured against. */
    public record Promise(Offered offered, Needed needed) {

        /** Of the machine alone: no name, no model, nothing to download. */
        public Promise(int numGpus, int gpuRamMb, int diskGb, OptionalDouble minCuda) {
            this(
                    new Offered(numGpus, "", gpuRamMb, OptionalInt.empty(), Optional.empty(), OptionalDouble.empty()),
                    new Needed(diskGb, minCuda, "", 0, UNBOUNDED, Map.of()));
        }

        /** The same, to be done within that time. */
        public Promise within(Duration window) {
            return new Promise(
                    offered,
                    new Needed(
                            needed.diskGb(),
                            needed.minCuda(),
                            needed.model(),
                            needed.modelGb(),
                            window,
                            needed.environment()));
        }
    }

    /** Before the adapter has told its window. */
    public static final Duration UNBOUNDED = Duration.ofDays(365);

    private GpuCheck() {}

    /** All run side by side in one exec, below ten seconds in all. */
    public static List<Probe> probes(Promise promise) {
        return GpuProbes.of(promise);
    }

    /** Whether the report tells anything of the GPUs. */
    static boolean isTold(ProbeReport report) {
        return report.isTrustworthy() && report.result(GpuProbes.GPU).isPresent();
    }

    /** What is wrong with the machine, if anything: the first cause. A report that cannot be trusted shows nothing. */
    public static Optional<Failure> judge(ProbeReport report, Promise promise) {
        if (!isTold(report)) return Optional.empty();
        Optional<Failure> driverSpeaks = GpuSmi.judge(report);
        if (driverSpeaks.isPresent()) return driverSpeaks;
        List<GpuRow> gpus = report.succeeded(GpuProbes.GPU) ? GpuRow.parse(report.stdout(GpuProbes.GPU)) : List.of();
        return GpuCards.judge(gpus, promise.offered())
                .or(() -> GpuHealth.judge(report, promise.offered()))
                .or(() -> GpuDriver.judge(report, gpus, promise))
                .or(() -> GpuDisk.judge(report, promise.needed()))
                .or(() -> DownloadSpeed.judge(report, promise.needed()));
    }

    /** What is not as promised and does no harm, one line each. */
    public static List<String> notes(ProbeReport report, Promise promise) {
        if (!isTold(report)) return List.of();
        return GpuNotes.of(report, GpuRow.parse(report.stdout(GpuProbes.GPU)), promise);
    }
}
