package io.vastctl.simulator.market;

import java.util.Set;

/** The cards of a rented machine as they really are, which need not be what the offer said. */
public record GpuHealth(Listing offer, String image, Set<Fault> faults) {

    public GpuHealth {
        faults = Set.copyOf(faults);
    }

    /** Whether the machine has that fault. */
    public boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** Memory of one card in MiB. */
    public int memoryMb() {
        int promised = (int) offer.gpuRamMb();
        return has(Fault.VRAM_SHORT) ? promised / 2 : promised;
    }

    /** Memory of one card in GiB. */
    public double memoryGb() {
        return memoryMb() / 1024.0;
    }

    /** What somebody else holds of it, in MiB. */
    public int takenMb() {
        return has(Fault.GPU_MEMORY_TAKEN) ? memoryMb() - 1_500 : 0;
    }

    /** Times 100: 890 for 8.9. */
    public int computeCapability() {
        return (int) offer.number("compute_cap", 890);
    }
}
