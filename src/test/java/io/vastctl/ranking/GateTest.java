package io.vastctl.ranking;

import static io.vastctl.offer.OfferBuilder.offer;
import static io.vastctl.ranking.DemandBuilder.demand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vastctl.offer.OfferBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    @ParameterizedTest
    @EnumSource(Gate.class)
    void aGoodOfferPassesEveryGateOfTheStrictestPolicy(Gate gate) {
        DemandBuilder strict = demand().policy(StrictnessPolicy.STRICT).minCuda(12.4);

        assertThat(gate.check(offer(1).build(), screening(strict))).isEmpty();
    }

    static Stream<Arguments> passes() {
        return Stream.of(
                arguments(Gate.RESOURCE_TYPE, offer(1).resourceType(""), demand()),
                arguments(Gate.GPU_ARCH, offer(1).gpuArch("NVIDIA"), demand()),
                arguments(Gate.GPU_ARCH, offer(1).noGpuArch().noCuda(), demand()),
                arguments(Gate.GPU_ARCH, offer(1).noGpuArch().noComputeCapability(), demand()),
                arguments(Gate.NUM_GPUS, offer(1).numGpus(2), demand().numGpus(2)),
                arguments(Gate.GPU_NAME, offer(1).gpu("RTX 4090"), demand().gpus("rtx_4090", "H100 SXM")),
                arguments(Gate.VRAM, offer(1).gpuRamMb(22855), demand().minVramGb(24)),
                arguments(Gate.VRAM, offer(1).gpuRamMb(24564), demand().minVramGb(24)),
                arguments(Gate.COMPUTE_CAPABILITY, offer(1).computeCapability(750), demand().minComputeCapability(750)),
                arguments(Gate.COMPUTE_CAPABILITY, offer(1).noComputeCapability(), demand()),
                arguments(Gate.CUDA, offer(1).cuda(12.8), demand().minCuda(12.8)),
                arguments(Gate.CUDA, offer(1).cuda(12.799999), demand().minCuda(12.8)),
                arguments(Gate.CUDA, offer(1).cuda(13.0), demand().minCuda(12.9)),
                arguments(Gate.CUDA, offer(1).noCuda(), demand()),
                arguments(Gate.RELIABILITY, offer(1).reliability(0.98), demand()),
                arguments(Gate.DIRECT_PORTS, offer(1).directPorts(8), demand()),
                arguments(Gate.REGION, offer(1).country("CA"), demand().excludeRegions("us")),
                arguments(Gate.PRICE, offer(1).price(1.00), demand()),
                arguments(Gate.PRICE, offer(1).price(0.1 + 0.2), demand().maxPrice(0.3)),
                arguments(Gate.PRICE, offer(1).price(0.9).storage(1.8), demand().diskGb(40)),
                arguments(Gate.PRICE, offer(1).price(5).minBid(0.4), demand().interruptible()),
                arguments(Gate.MIN_PRICE, offer(1).price(0.2), demand().minPrice(0.2)),
                arguments(Gate.MIN_PRICE, offer(1).price(0.01), demand()),
                arguments(Gate.DISK, offer(1).diskGb(40), demand().diskGb(40)),
                arguments(
                        Gate.DURATION,
                        offer(1).rentableFor(Duration.ofHours(3)),
                        demand().rentableFor(Duration.ofHours(3))),
                arguments(Gate.DURATION, offer(1).noRentableFor(), demand().rentableFor(Duration.ZERO)),
                arguments(Gate.BID, offer(1).noMinBid(), demand()),
                arguments(Gate.BID, offer(1).minBid(0.1), demand().interruptible()));
    }

    @ParameterizedTest
    @MethodSource("passes")
    void passesAtItsLimitAndAboveIt(Gate gate, OfferBuilder offer, DemandBuilder demand) {
        assertThat(gate.check(offer.build(), screening(demand))).isEmpty();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(Gate.RESOURCE_TYPE, offer(1).resourceType("storage"), demand(), "storage", "gpu"),
                arguments(Gate.RENTABLE, offer(1).notRentable(), demand(), "not rentable", "rentable"),
                arguments(Gate.RENTABLE, offer(1).rented(), demand(), "rented", "rentable"),
                arguments(Gate.GPU_ARCH, offer(1).gpuArch("amd"), demand(), "amd", "nvidia"),
                arguments(
                        Gate.GPU_ARCH,
                        offer(1).noGpuArch().noCuda().noComputeCapability(),
                        demand(),
                        "unknown",
                        "nvidia"),
                arguments(
                        Gate.GPU_ARCH,
                        offer(1).noGpuArch().cuda(0).computeCapability(0),
                        demand(),
                        "unknown",
                        "nvidia"),
                arguments(Gate.NUM_GPUS, offer(1).numGpus(2), demand(), "2", "1"),
                arguments(Gate.NUM_GPUS, offer(1).numGpus(1), demand().numGpus(2), "1", "2"),
                arguments(
                        Gate.GPU_NAME,
                        offer(1).gpu("RTX 4090D"),
                        demand().gpus("RTX 4090", "A100 PCIE"),
                        "RTX 4090D",
                        "A100 PCIE, RTX 4090"),
                arguments(Gate.VRAM, offer(1).gpuRamMb(22854), demand().minVramGb(24), "22854", "22855"),
                arguments(Gate.VRAM, offer(1).gpuRamMb(0), demand(), "unknown", "7618"),
                arguments(
                        Gate.COMPUTE_CAPABILITY,
                        offer(1).computeCapability(700),
                        demand().minComputeCapability(750),
                        "700",
                        "750"),
                arguments(
                        Gate.COMPUTE_CAPABILITY,
                        offer(1).noComputeCapability(),
                        demand().minComputeCapability(750),
                        "unknown",
                        "750"),
                arguments(Gate.CUDA, offer(1).cuda(12.2), demand().minCuda(12.4), "12.2", "12.4"),
                arguments(Gate.CUDA, offer(1).cuda(12.9), demand().minCuda(13.0), "12.9", "13"),
                arguments(Gate.CUDA, offer(1).cuda(12.10), demand().minCuda(12.9), "12.1", "12.9"),
                arguments(Gate.CUDA, offer(1).noCuda(), demand().minCuda(12.4), "unknown", "12.4"),
                arguments(Gate.VERIFIED, offer(1).verification("deverified"), demand(), "deverified", "verified"),
                arguments(Gate.VERIFIED, offer(1).noVerification(), demand(), "unknown", "verified"),
                arguments(Gate.RELIABILITY, offer(1).reliability(0.97996), demand(), "0.9799", "0.98"),
                arguments(Gate.RELIABILITY, offer(1).noReliability(), demand(), "unknown", "0.98"),
                arguments(Gate.DIRECT_PORTS, offer(1).directPorts(7), demand(), "7", "8"),
                arguments(Gate.DIRECT_PORTS, offer(1).noDirectPorts(), demand(), "unknown", "8"),
                arguments(Gate.REGION, offer(1).country("RU"), demand(), "RU", "not in CN, IR, KP, RU, SY"),
                arguments(
                        Gate.REGION,
                        offer(1).country("US"),
                        demand().excludeRegions("us"),
                        "US",
                        "not in CN, IR, KP, RU, SY, US"),
                arguments(Gate.REGION, offer(1).noCountry(), demand(), "unknown", "not in CN, IR, KP, RU, SY"),
                arguments(Gate.PRICE, offer(1).price(1.00001), demand(), "1.0001", "1"),
                arguments(Gate.PRICE, offer(1).price(Double.NaN), demand(), "unknown", "1"),
                arguments(Gate.PRICE, offer(1).price(0.9).storage(3.6), demand().diskGb(40), "1.1", "1"),
                arguments(Gate.PRICE, offer(1).price(0.4).minBid(1.25), demand().interruptible(), "1.25", "1"),
                arguments(Gate.MIN_PRICE, offer(1).price(0.19), demand().minPrice(0.2), "0.19", "0.2"),
                arguments(Gate.DISK, offer(1).diskGb(39.5), demand().diskGb(40), "39.5", "40"),
                arguments(Gate.DISK, offer(1).noDisk(), demand().diskGb(40), "unknown", "40"),
                arguments(
                        Gate.DURATION,
                        offer(1).rentableFor(Duration.ofSeconds(11_751)),
                        demand().rentableFor(Duration.ofHours(12)),
                        "3.2641",
                        "12"),
                arguments(Gate.DURATION, offer(1).noRentableFor(), demand(), "unknown", "1"),
                arguments(Gate.BID, offer(1).noMinBid(), demand().interruptible(), "unknown", "a lowest bid"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failsBelowItsLimitAndWhereTheValueIsUnknown(
            Gate gate, OfferBuilder offer, DemandBuilder demand, String value, String limit) {
        Optional<Exclusion> exclusion = screening(demand).exclude(offer.build());

        assertThat(exclusion).hasValueSatisfying(excluded -> {
            assertThat(excluded.allFailures()).hasSize(1);
            assertThat(excluded.gate()).isEqualTo(gate.id());
            assertThat(excluded.value()).isEqualTo(value);
            assertThat(excluded.limit()).isEqualTo(limit);
        });
    }

    @Test
    void theFirstGateInOrderNamesTheExclusionAndAllOthersAreKept() {
        OfferBuilder bad = offer(1).reliability(0.5).price(9).verification("deverified");

        Exclusion exclusion = screening(demand()).exclude(bad.build()).orElseThrow();

        assertThat(exclusion.gate()).isEqualTo("verified");
        assertThat(exclusion.allFailures())
                .extracting(Shortfall::gate)
                .containsExactly(Gate.VERIFIED, Gate.RELIABILITY, Gate.PRICE);
    }

    @Test
    void aPolicyThatExcludesNoCountryDoesNotAskForOne() {
        StrictnessPolicy anywhere = new StrictnessPolicy("anywhere", 0, 0, false, OptionalInt.empty(), false, Set.of());
        OfferBuilder silent =
                offer(1).noCountry().noReliability().noDirectPorts().noVerification();

        assertThat(screening(demand().policy(anywhere)).exclude(silent.build())).isEmpty();
    }

    private static Screening screening(DemandBuilder demand) {
        return new Screening(demand.build(), Experience.none(), NOW);
    }
}
