package io.vastctl.offer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Offers for tests, as in {@code offer(1).machine(20).host(300).price(0.31).build()}. What a test does
 * not say is that of a good RTX 4090 in Sweden at 0.30 $/h that passes every gate of the strictest policy.
 * Each {@code no...} method leaves the value out, as a listing may.
 */
public final class OfferBuilder {

    private final long offerId;
    private long machineId;
    private long hostId;
    private List<Long> gpuIds;
    private String gpuName = "RTX 4090";
    private Optional<String> gpuArch = Optional.of("nvidia");
    private int numGpus = 1;
    private int gpuRamMb = 24564;
    private OptionalInt computeCapability = OptionalInt.of(890);
    private OptionalDouble cudaMaxGood = OptionalDouble.of(12.8);
    private double gpuDollarsPerHour = 0.30;
    private double storageDollarsPerGbMonth = 0;
    private OptionalDouble downloadDollarsPerGb = OptionalDouble.of(0.002);
    private OptionalDouble minBid = OptionalDouble.of(0.15);
    private OptionalDouble downloadMbps = OptionalDouble.of(1000);
    private OptionalDouble diskGb = OptionalDouble.of(500);
    private OptionalInt directPorts = OptionalInt.of(100);
    private OptionalDouble reliability = OptionalDouble.of(0.999);
    private Optional<String> verification = Optional.of("verified");
    private boolean rentable = true;
    private boolean rented;
    private Optional<String> country = Optional.of("SE");
    private Optional<Duration> rentableFor = Optional.of(Duration.ofDays(30));
    private String resourceType = "gpu";

    private OfferBuilder(long offerId) {
        this.offerId = offerId;
        this.machineId = 1_000 + offerId;
        this.hostId = 100_000 + offerId;
        this.gpuIds = List.of(10_000 + offerId);
    }

    /** A good offer with a machine and a host of its own, 1000 and 100000 above the offer id. */
    public static OfferBuilder offer(long offerId) {
        return new OfferBuilder(offerId);
    }

    public OfferBuilder machine(long id) {
        machineId = id;
        return this;
    }

    public OfferBuilder host(long id) {
        hostId = id;
        return this;
    }

    public OfferBuilder gpuIds(Long... ids) {
        gpuIds = List.of(ids);
        return this;
    }

    public OfferBuilder gpu(String name) {
        gpuName = name;
        return this;
    }

    public OfferBuilder gpuArch(String word) {
        gpuArch = Optional.of(word);
        return this;
    }

    public OfferBuilder noGpuArch() {
        gpuArch = Optional.empty();
        return this;
    }

    public OfferBuilder numGpus(int cards) {
        numGpus = cards;
        return this;
    }

    public OfferBuilder gpuRamMb(int megabytes) {
        gpuRamMb = megabytes;
        return this;
    }

    public OfferBuilder computeCapability(int timesHundred) {
        computeCapability = OptionalInt.of(timesHundred);
        return this;
    }

    public OfferBuilder noComputeCapability() {
        computeCapability = OptionalInt.empty();
        return this;
    }

    public OfferBuilder cuda(double version) {
        cudaMaxGood = OptionalDouble.of(version);
        return this;
    }

    public OfferBuilder noCuda() {
        cudaMaxGood = OptionalDouble.empty();
        return this;
    }

    /** USD per hour for the GPUs; storage is free unless {@link #storage} says otherwise. */
    public OfferBuilder price(double dollarsPerHour) {
        gpuDollarsPerHour = dollarsPerHour;
        return this;
    }

    public OfferBuilder storage(double dollarsPerGbMonth) {
        storageDollarsPerGbMonth = dollarsPerGbMonth;
        return this;
    }

    public OfferBuilder traffic(double dollarsPerGb) {
        downloadDollarsPerGb = OptionalDouble.of(dollarsPerGb);
        return this;
    }

    public OfferBuilder noTrafficPrice() {
        downloadDollarsPerGb = OptionalDouble.empty();
        return this;
    }

    public OfferBuilder minBid(double dollarsPerHour) {
        minBid = OptionalDouble.of(dollarsPerHour);
        return this;
    }

    public OfferBuilder noMinBid() {
        minBid = OptionalDouble.empty();
        return this;
    }

    public OfferBuilder downloadMbps(double megabitsPerSecond) {
        downloadMbps = OptionalDouble.of(megabitsPerSecond);
        return this;
    }

    public OfferBuilder noDownloadMbps() {
        downloadMbps = OptionalDouble.empty();
        return this;
    }

    public OfferBuilder diskGb(double gigabytes) {
        diskGb = OptionalDouble.of(gigabytes);
        return this;
    }

    public OfferBuilder noDisk() {
        diskGb = OptionalDouble.empty();
        return this;
    }

    public OfferBuilder directPorts(int ports) {
        directPorts = OptionalInt.of(ports);
        return this;
    }

    public OfferBuilder noDirectPorts() {
        directPorts = OptionalInt.empty();
        return this;
    }

    public OfferBuilder reliability(double share) {
        reliability = OptionalDouble.of(share);
        return this;
    }

    public OfferBuilder noReliability() {
        reliability = OptionalDouble.empty();
        return this;
    }

    public OfferBuilder verification(String word) {
        verification = Optional.of(word);
        return this;
    }

    public OfferBuilder noVerification() {
        verification = Optional.empty();
        return this;
    }

    public OfferBuilder notRentable() {
        rentable = false;
        return this;
    }

    public OfferBuilder rented() {
        rented = true;
        return this;
    }

    public OfferBuilder country(String code) {
        country = Optional.of(code);
        return this;
    }

    public OfferBuilder noCountry() {
        country = Optional.empty();
        return this;
    }

    public OfferBuilder rentableFor(Duration duration) {
        rentableFor = Optional.of(duration);
        return this;
    }

    public OfferBuilder noRentableFor() {
        rentableFor = Optional.empty();
        return this;
    }

    public OfferBuilder resourceType(String type) {
        resourceType = type;
        return this;
    }

    public Offer build() {
        return new Offer(
                offerId,
                machineId,
                hostId,
                gpuIds,
                gpuName,
                gpuArch,
                numGpus,
                gpuRamMb,
                computeCapability,
                cudaMaxGood,
                Optional.of("570.124.04"),
                OptionalInt.of(16),
                gpuDollarsPerHour,
                storageDollarsPerGbMonth,
                downloadDollarsPerGb,
                downloadDollarsPerGb,
                minBid,
                downloadMbps,
                downloadMbps,
                diskGb,
                OptionalInt.of(64_000),
                directPorts,
                reliability,
                verification,
                rentable,
                rented,
                country,
                country.map(code -> "Somewhere, " + code),
                false,
                rentableFor,
                resourceType);
    }
}
