package io.vastctl.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void theBaselinesAreNoValuesOfStrictness() {
        assertThat(StrictnessPolicy.baselines())
                .extracting(StrictnessPolicy::name)
                .containsExactly("cheapest-first", "success-then-price");
        assertThat(StrictnessPolicy.baselines()).allSatisfy(baseline -> {
            assertThat(StrictnessPolicy.named(baseline.name())).isEmpty();
            assertThat(StrictnessPolicy.names()).doesNotContain(baseline.name());
        });
    }

    @Test
    void cheapestFirstAsksForNoMoreThanTheClientsDefaultSearch() {
        assertThat(StrictnessPolicy.baselines().get(0))
                .isEqualTo(new StrictnessPolicy(
                        "cheapest-first", 0, 0, false, OptionalInt.empty(), true, Set.of(), Order.PRICE, false));
    }

    @Test
    void theOriginalOrderHasBalancedsGatesAndItsBars() {
        StrictnessPolicy balanced = StrictnessPolicy.BALANCED;

        assertThat(StrictnessPolicy.baselines().get(1))
                .isEqualTo(new StrictnessPolicy(
                        "success-then-price",
                        balanced.minReliability(),
                        balanced.minDirectPorts(),
                        false,
                        balanced.hostBarAfterMachines(),
                        true,
                        balanced.excludedCountries(),
                        Order.SUCCESS_THEN_PRICE,
                        true));
    }

    @Test
    void ordersAreWrittenAsInPolicies() {
        assertThat(Order.ids()).containsExactly("expected-cost", "price", "success-then-price");
        assertThat(Order.named("price")).contains(Order.PRICE);
        assertThat(Order.named("cheapest")).isEmpty();
        assertThat(PolicyField.ORDER.apply(StrictnessPolicy.STRICT, " price ").order())
                .isEqualTo(Order.PRICE);
        assertThat(PolicyField.BARS.apply(StrictnessPolicy.STRICT, "false").bars())
                .isFalse();
    }
}
