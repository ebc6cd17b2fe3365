package io.vastctl.simulator.box;

import io.vastctl.simulator.market.Fault;
import io.vastctl.simulator.market.GpuHealth;
import io.vastctl.simulator.market.Registry;
import java.util.Optional;

/** What the cards of a machine do to a vLLM: the last words of its log. */
final class GpuTrouble {

    private static final int BLACKWELL_CONSUMER = 1200;
    private static final int FIRST_IMAGE_WITH_BLACKWELL = 900;
    private static final int VOLTA = 700;

    private final GpuHealth gpu;

    GpuTrouble(GpuHealth gpu) {
        this.gpu = gpu;
    }

    /** Why vLLM dies while it is being imported. */
    Optional<String> atImport() {
        if (gpu.has(Fault.SMI_MISMATCH)) return Optional.of(VllmDeaths.nvmlMismatch());
        if (gpu.has(Fault.LIBCUDA_MISSING)) return Optional.of(VllmDeaths.noLibcuda());
        if (gpu.has(Fault.SMI_NO_DEVICES)) return Optional.of(VllmDeaths.noDevices());
        return Optional.empty();
    }

    /** Why the engine dies when it touches the card. */
    Optional<String> atEngineStart() {
        if (gpu.has(Fault.CUDA_UNKNOWN)) return Optional.of(VllmDeaths.cudaUnknown());
        if (gpu.has(Fault.GPU_MEMORY_TAKEN)) {
            return Optional.of(VllmDeaths.memoryTaken(gpu.memoryGb(), gpu.takenMb() / 1024.0));
        }
        if (gpu.has(Fault.NO_KERNEL_IMAGE) || !imageHasCode()) return Optional.of(VllmDeaths.noKernelImage());
        return Optional.empty();
    }

    private boolean imageHasCode() {
        int capability = gpu.computeCapability();
        if (capability < VOLTA) return false;
        return capability < BLACKWELL_CONSUMER || Registry.version(gpu.image()) >= FIRST_IMAGE_WITH_BLACKWELL;
    }
}
