package io.vastctl.offer;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the marketplace is asked for. Everything here is checked again on each offer, because the
 * server does not always honour its filters.
 *
 * @param diskGb the disk the prices are to include; the one we will create with
 * @param limit most rows wanted
 * @param gpuNames exact names with spaces; empty for any
 * @param numGpus cards per offer; empty for any number
 * @param minGpuRamMb memory of one card, already with the margin for cards that report less than their name
 * @param minReliability 0 to 1
 * @param minDirectPorts open ports
 * @param maxDollarsPerHour USD per hour with disk
 * @param minDollarsPerHour USD per hour with disk
 * @param minCuda CUDA version the driver must carry
 * @param excludedCountries two-letter codes
 * @param verifiedOnly only machines that Vast.ai verified
 * @param nvidiaOnly only cards that run CUDA
 * @param rentedToo also what machines that the account rents already offer, {@code rented} in vast-api.md, 4
 */
public record OfferQuery(
        RentalType type,
        int diskGb,
        int limit,
        Set<String> gpuNames,
        OptionalInt numGpus,
        OptionalInt minGpuRamMb,
        OptionalDouble minReliability,
        OptionalInt minDirectPorts,
        OptionalDouble maxDollarsPerHour,
        OptionalDouble minDollarsPerHour,
        OptionalDouble minCuda,
        Set<String> excludedCountries,
        boolean verifiedOnly,
        boolean nvidiaOnly,
        Optional<Long> machineId,
        boolean rentedToo) {

    /** The smallest that can be had: of no weight in a price. */
    private static final int LEAST_DISK_GB = 8;

    /** Without the machines that the account rents already. */
    public OfferQuery(
            RentalType type,
            int diskGb,
            int limit,
            Set<String> gpuNames,
            OptionalInt numGpus,
            OptionalInt minGpuRamMb,
            OptionalDouble minReliability,
            OptionalInt minDirectPorts,
            OptionalDouble maxDollarsPerHour,
            OptionalDouble minDollarsPerHour,
            OptionalDouble minCuda,
            Set<String> excludedCountries,
            boolean verifiedOnly,
            boolean nvidiaOnly,
            Optional<Long> machineId) {
        this(
                type,
                diskGb,
                limit,
                gpuNames,
                numGpus,
                minGpuRamMb,
                minReliability,
                minDirectPorts,
                maxDollarsPerHour,
                minDollarsPerHour,
                minCuda,
                excludedCountries,
                verifiedOnly,
                nvidiaOnly,
                machineId,
                false);
    }

    public OfferQuery {
        gpuNames = Set.copyOf(gpuNames);
        excludedCountries = Set.copyOf(excludedCountries);
    }

    /** The widest question that still prices the disk: everything rentable of that type. */
    public static OfferQuery broad(RentalType type, int diskGb, int limit) {
        return new OfferQuery(
                type,
                diskGb,
                limit,
                Set.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                false,
                false,
                Optional.empty());
    }

    /** The verified machines with such cards and what they take for a bid, those that the account rents among them. */
    public static OfferQuery bids(Set<String> gpuNames, int limit) {
        return new OfferQuery(
                RentalType.INTERRUPTIBLE,
                LEAST_DISK_GB,
                limit,
                gpuNames,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Set.of(),
                true,
                true,
                Optional.empty(),
                true);
    }
}
