package io.vastctl.ranking;

import static io.vastctl.ranking.DemandBuilder.demand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.offer.OfferQuery;
import io.vastctl.offer.RentalType;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandTest {

    @ParameterizedTest
    @CsvSource({"strict, 0.995, 16, true, 1", "balanced, 0.98, 8, true, 2", "aggressive, 0.95, 4, false, 0"})
    void theBuiltInPoliciesAreWhatTheirTableSays(
            String name, double reliability, int ports, boolean provenFirst, int hostBarAfter) {
        StrictnessPolicy policy = StrictnessPolicy.named(name).orElseThrow();

        assertThat(policy.minReliability()).isEqualTo(reliability);
        assertThat(policy.minDirectPorts()).isEqualTo(ports);
        assertThat(policy.provenFirst()).isEqualTo(provenFirst);
        assertThat(policy.hostBarAfterMachines().orElse(0)).isEqualTo(hostBarAfter);
        assertThat(policy.verifiedOnly()).isTrue();
        assertThat(policy.excludedCountries()).containsExactlyInAnyOrder("RU", "CN", "IR", "KP", "SY");
    }

    @Test
    void policiesAreFoundByNameInAnyCaseAndUnknownNamesAreNot() {
        assertThat(StrictnessPolicy.names()).containsExactly("strict", "balanced", "aggressive");
        assertThat(StrictnessPolicy.named("Balanced")).contains(StrictnessPolicy.BALANCED);
        assertThat(StrictnessPolicy.named("lax")).isEmpty();
    }

    @Test
    void theDemandBecomesServerSideFilters() {
        OfferQuery query = demand().policy(StrictnessPolicy.STRICT)
                .minVramGb(24)
                .diskGb(60)
                .minCuda(12.4)
                .minPrice(0.05)
                .excludeRegions("us")
                .gpus("RTX_4090")
                .interruptible()
                .build()
                .toQuery(64);

        assertThat(query)
                .isEqualTo(new OfferQuery(
                        RentalType.INTERRUPTIBLE,
                        60,
                        64,
                        Set.of("RTX 4090"),
                        OptionalInt.of(1),
                        OptionalInt.of(22855),
                        OptionalDouble.of(0.995),
                        OptionalInt.of(16),
                        OptionalDouble.of(1.00),
                        OptionalDouble.of(0.05),
                        OptionalDouble.of(12.4),
                        Set.of("RU", "CN", "IR", "KP", "SY", "US"),
                        true,
                        true,
                        Optional.empty()));
    }

    @Test
    void aFilterThatMakesNoSenseIsRefusedInOneSentence() {
        assertThatThrownBy(() -> demand().maxPrice(-1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the highest price must be above 0 $/h: -1.0");
        assertThatThrownBy(() -> demand().maxPrice(Double.NaN).build()).hasMessageContaining("highest price");
        assertThatThrownBy(() -> demand().minPrice(2).build()).hasMessageContaining("lowest price");
        assertThatThrownBy(() -> demand().numGpus(0).build()).hasMessageContaining("GPU");
        assertThatThrownBy(() -> demand().excludeRegions("Sweden").build()).hasMessageContaining("Sweden");
        assertThatThrownBy(() -> demand().rentableFor(Duration.ofHours(-1)).build())
                .hasMessageContaining("negative");
    }

    @Test
    void theDefaultFilterIsOneGpuForAtMostADollar() {
        OfferFilter defaults = OfferFilter.defaults();

        assertThat(defaults.maxDollarsPerHour()).isEqualTo(1.00);
        assertThat(defaults.numGpus()).isEqualTo(1);
        assertThat(defaults.rentalType()).isEqualTo(RentalType.ON_DEMAND);
    }
}
