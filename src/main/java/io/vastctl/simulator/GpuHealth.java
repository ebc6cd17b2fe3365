package io.vastctl.simulator;

import java.util.Optional;
import java.util.Set;

/** The cards of a rented machine as they really are, which need not be what the offer said. */
record GpuHealth(OfferRow offer, String image, Set<Fault> faults) {

    private static final int BLACKWELL_CONSUMER = 1200;
    private static final int FIRST_IMAGE_WITH_BLACKWELL = 900;
    private static final int VOLTA = 700;

    GpuHealth {
        faults = Set.copyOf(faults);
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Memory of one card in MiB. */
    int memoryMb() {
        int promised = (int) offer.gpuRamMb();
        return has(Fault.VRAM_SHORT) ? promised / 2 : promised;
    }

    double memoryGb() {
        return memoryMb() / 1024.0;
    }

    /** What somebody else holds of it, in MiB. */
    int takenMb() {
        return has(Fault.GPU_MEMORY_TAKEN) ? memoryMb() - 1_500 : 0;
    }

    int computeCapability() {
        return (int) offer.number("compute_cap", 890);
    }

    /** Why vLLM dies while it is being imported. */
    Optional<String> atImport() {
        if (has(Fault.SMI_MISMATCH)) return Optional.of(VllmDeaths.nvmlMismatch());
        if (has(Fault.LIBCUDA_MISSING)) return Optional.of(VllmDeaths.noLibcuda());
        if (has(Fault.SMI_NO_DEVICES)) return Optional.of(VllmDeaths.noDevices());
        return Optional.empty();
    }

    /** Why the engine dies when it touches the card. */
    Optional<String> atEngineStart() {
        if (has(Fault.CUDA_UNKNOWN)) return Optional.of(VllmDeaths.cudaUnknown());
        if (has(Fault.GPU_MEMORY_TAKEN)) return Optional.of(VllmDeaths.memoryTaken(memoryGb(), takenMb() / 1024.0));
        if (has(Fault.NO_KERNEL_IMAGE) || !imageHasCode()) return Optional.of(VllmDeaths.noKernelImage());
        return Optional.empty();
    }

    private boolean imageHasCode() {
        if (computeCapability() < VOLTA) return false;
        return computeCapability() < BLACKWELL_CONSUMER || Registry.version(image) >= FIRST_IMAGE_WITH_BLACKWELL;
    }
}
