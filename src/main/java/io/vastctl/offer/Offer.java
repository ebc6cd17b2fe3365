package io.vastctl.offer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A listing as it stood when searched; it can be gone a second later. What the answer left out is
 * empty here: unknown, not zero.
 *
 * @param offerId names this listing only, so never a key for reputation
 * @param machineId the physical machine, the same across its listings
 * @param hostId the owner's account; one host has many machines
 * @param gpuIds the cards in this offer; two offers may hold the same card
 * @param gpuName with spaces, such as {@code RTX 4090}
 * @param gpuArch {@code nvidia} or {@code amd}; rows from before the field say neither
 * @param numGpus cards in this offer
 * @param gpuRamMb memory of one GPU in the API's MB, 24576 for a 24 GB card
 * @param computeCapability times 100: 890 is 8.9
 * @param cudaMaxGood newest CUDA the driver carries, 12.8
 * @param driverVersion as text, 535.86.05
 * @param pcieLanes PCIe lanes of one card: 16, 8, 4 or 1
 * @param gpuDollarsPerHour USD per hour for the GPUs alone, without disk and traffic
 * @param storageDollarsPerGbMonth USD per GB and 30-day month
 * @param downloadDollarsPerGb USD per GB the machine receives
 * @param uploadDollarsPerGb USD per GB the machine sends
 * @param minBid lowest bid in USD per hour, for interruptible rentals
 * @param downloadMbps Mbit/s as measured by Vast.ai
 * @param uploadMbps Mbit/s as measured by Vast.ai
 * @param diskGb largest disk that can be asked for
 * @param cpuRamMb our share of the machine's memory
 * @param directPorts open ports in our share; 0 means the SSH proxy only
 * @param reliability 0 to 1
 * @param verification {@code verified}, {@code unverified}, {@code deverified}
 * @param rentable whether the listing says it can be rented
 * @param rented whether somebody holds it already
 * @param country two letters, from the end of the location text
 * @param location as the API words it, {@code Sweden, SE}
 * @param datacenter whether the host is a data centre
 * @param rentableFor how long the host still promises the machine
 * @param resourceType {@code gpu} for machines; others are storage offers
 */
public record Offer(
        long offerId,
        long machineId,
        long hostId,
        List<Long> gpuIds,
        String gpuName,
        Optional<String> gpuArch,
        int numGpus,
        int gpuRamMb,
        OptionalInt computeCapability,
        OptionalDouble cudaMaxGood,
        Optional<String> driverVersion,
        OptionalInt pcieLanes,
        double gpuDollarsPerHour,
        double storageDollarsPerGbMonth,
        OptionalDouble downloadDollarsPerGb,
        OptionalDouble uploadDollarsPerGb,
        OptionalDouble minBid,
        OptionalDouble downloadMbps,
        OptionalDouble uploadMbps,
        OptionalDouble diskGb,
        OptionalInt cpuRamMb,
        OptionalInt directPorts,
        OptionalDouble reliability,
        Optional<String> verification,
        boolean rentable,
        boolean rented,
        Optional<String> country,
        Optional<String> location,
        boolean datacenter,
        Optional<Duration> rentableFor,
        String resourceType) {

    /** Vast.ai bills storage by the month of 30 days. */
    private static final double HOURS_PER_MONTH = 720;

    public Offer {
        gpuIds = List.copyOf(gpuIds);
    }

    /** USD per hour for the disk alone, in every state but offline. */
    public double diskDollarsPerHour(int askedDiskGb) {
        return storageDollarsPerGbMonth * askedDiskGb / HOURS_PER_MONTH;
    }

    /** USD per hour with a disk of that size, without traffic. */
    public double dollarsPerHour(int askedDiskGb) {
        return gpuDollarsPerHour + diskDollarsPerHour(askedDiskGb);
    }
}
