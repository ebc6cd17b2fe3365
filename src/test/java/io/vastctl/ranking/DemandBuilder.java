package io.vastctl.ranking;

import io.vastctl.offer.RentalType;
import io.vastctl.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Demands for tests; what a test does not say is balanced, with a small model and the default filter. */
final class DemandBuilder {

    private StrictnessPolicy policy = StrictnessPolicy.BALANCED;
    private double maxPrice = OfferFilter.DEFAULT_MAX_DOLLARS_PER_HOUR;
    private OptionalDouble minPrice = OptionalDouble.empty();
    private Set<String> regions = Set.of();
    private Set<String> gpus = Set.of();
    private int numGpus = 1;
    private RentalType type = RentalType.ON_DEMAND;
    private Duration rentableFor = OfferFilter.DEFAULT_MIN_RENTABLE_FOR;
    private int minVramGb = 8;
    private int diskGb = 40;
    private double imageGb = 8;
    private double modelGb = 2;
    private OptionalDouble minCuda = OptionalDouble.empty();
    private OptionalInt minComputeCapability = OptionalInt.empty();

    static DemandBuilder demand() {
        return new DemandBuilder();
    }

    DemandBuilder policy(StrictnessPolicy value) {
        policy = value;
        return this;
    }

    DemandBuilder maxPrice(double dollarsPerHour) {
        maxPrice = dollarsPerHour;
        return this;
    }

    DemandBuilder minPrice(double dollarsPerHour) {
        minPrice = OptionalDouble.of(dollarsPerHour);
        return this;
    }

    DemandBuilder excludeRegions(String... codes) {
        regions = Set.of(codes);
        return this;
    }

    DemandBuilder gpus(String... names) {
        gpus = Set.of(names);
        return this;
    }

    DemandBuilder numGpus(int cards) {
        numGpus = cards;
        return this;
    }

    DemandBuilder interruptible() {
        type = RentalType.INTERRUPTIBLE;
        return this;
    }

    DemandBuilder rentableFor(Duration duration) {
        rentableFor = duration;
        return this;
    }

    DemandBuilder minVramGb(int gigabytes) {
        minVramGb = gigabytes;
        return this;
    }

    DemandBuilder diskGb(int gigabytes) {
        diskGb = gigabytes;
        return this;
    }

    DemandBuilder modelGb(double gigabytes) {
        modelGb = gigabytes;
        return this;
    }

    DemandBuilder minCuda(double version) {
        minCuda = OptionalDouble.of(version);
        return this;
    }

    DemandBuilder minComputeCapability(int timesHundred) {
        minComputeCapability = OptionalInt.of(timesHundred);
        return this;
    }

    Demand build() {
        Workload workload = new Workload(
                "tinyllama",
                "vllm",
                "vllm/vllm-openai:v0.10.0",
                "TinyLlama/TinyLlama-1.1B-Chat-v1.0",
                List.of(),
                OptionalInt.of(2048),
                8000,
                minVramGb,
                diskGb,
                imageGb,
                modelGb,
                minCuda,
                minComputeCapability,
                Map.of(),
                Set.of(),
                Optional.empty());
        OfferFilter filter = new OfferFilter(maxPrice, minPrice, regions, gpus, numGpus, type, rentableFor);
        return new Demand(workload, policy, filter);
    }
}
