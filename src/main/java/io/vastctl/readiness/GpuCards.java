package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cards against what the offer said of them: how many, each once, of that name, with that memory. */
final class GpuCards {

    private static final int UUID = 1;
    private static final int NAME = 2;
    private static final int MEMORY_TOTAL = 4;

    /** Cards report a little less than their name and offers round up. */
    private static final double MEMORY_MARGIN = 0.93;

    private GpuCards() {}

    static Optional<Failure> judge(List<GpuRow> gpus, GpuCheck.Offered offered) {
        return count(gpus, offered)
                .or(() -> duplicate(gpus))
                .or(() -> name(gpus, offered))
                .or(() -> memory(gpus, offered));
    }

    private static Optional<Failure> count(List<GpuRow> gpus, GpuCheck.Offered offered) {
        return gpus.size() >= offered.numGpus()
                ? Optional.empty()
                : Optional.of(GpuFault.COUNT.with(
                        "promised " + offered.numGpus() + " GPUs, nvidia-smi lists " + gpus.size()));
    }

    private static Optional<Failure> duplicate(List<GpuRow> gpus) {
        Set<String> seen = new HashSet<>();
        return GpuRow.first(gpus, gpu -> isUuid(gpu.text(UUID)) && !seen.add(gpu.text(UUID)))
                .map(gpu -> GpuFault.DUPLICATE.with("one card is listed twice: " + gpu.line()));
    }

    private static boolean isUuid(String text) {
        return text.startsWith("GPU-") || text.startsWith("MIG-");
    }

    private static Optional<Failure> name(List<GpuRow> gpus, GpuCheck.Offered offered) {
        return GpuRow.first(gpus, gpu -> !GpuName.mayBeSame(offered.gpuName(), gpu.text(NAME)))
                .map(gpu -> GpuFault.NAME.with("promised " + offered.gpuName() + ": " + gpu.line()));
    }

    private static Optional<Failure> memory(List<GpuRow> gpus, GpuCheck.Offered offered) {
        double least = offered.gpuRamMb() * MEMORY_MARGIN;
        return GpuRow.first(gpus, gpu -> gpu.number(MEMORY_TOTAL).orElse(least) < least)
                .map(gpu -> GpuFault.VRAM.with("promised " + offered.gpuRamMb() + " MB: " + gpu.line()));
    }
}
