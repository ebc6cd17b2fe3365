package io.vastctl.simulator.market;

import java.util.Set;

/** The cards of a rented machine as they really are, which need not be what the offer said. */
public record GpuHealth(Listing offer, String image, Set<Fault> faults) {

    /** The hub serves no single machine faster than this, in MB/s. */
    private static final double FASTEST_DOWNLOAD = 400;

    private static final double SLOW_MEGABYTES_PER_SECOND = 0.35;

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

    /** What a download gets of a line of that many Mbit/s, in MB/s. */
    public double downloadMegabytesPerSecond(double lineMbps) {
        return has(Fault.SLOW_DOWNLOAD) ? SLOW_MEGABYTES_PER_SECOND : Math.min(FASTEST_DOWNLOAD, lineMbps / 8);
    }

    /** Times 100: 890 for 8.9. */
    public int computeCapability() {
        return (int) offer.number("compute_cap", 890);
    }
}
