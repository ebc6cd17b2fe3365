package io.vastctl.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostPriceTest {

    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final BidRules RULES = new BidRules(30, 0.9, 80, 1.1, 0.10, 0.50, 0.15, Duration.ofMinutes(10));

    private static HostPrice price(double own, double market, OptionalDouble rented, OptionalDouble celsius) {
        return HostPrice.of(
                OptionalDouble.of(own), OptionalDouble.of(market), rented, celsius, Optional.empty(), RULES, NOW);
    }

    @Test
    void itFollowsTheMarketByOneStep() {
        assertThat(price(0.20, 0.21, NONE, NONE).next()).hasValue(0.21);
        assertThat(price(0.20, 0.40, NONE, NONE).next()).hasValue(0.23);
        assertThat(price(0.20, 0.05, NONE, NONE).next()).hasValue(0.17);
    }

    @Test
    void whoIsHardlyRentedIsCheaperAndWhoIsHotIsDearer() {
        assertThat(price(0.20, 0.20, OptionalDouble.of(0), NONE).aim()).hasValue(0.20 * 0.9);
        assertThat(price(0.20, 0.20, OptionalDouble.of(100), OptionalDouble.of(85))
                        .aim())
                .hasValue(0.20 * 1.1);
        assertThat(price(0.20, 0.20, OptionalDouble.of(0), OptionalDouble.of(85))
                        .reason())
                .contains("x0.9 as it is hardly rented", "x1.1 as it is hot");
    }

    @Test
    void itRestsForTheCoolDown() {
        HostPrice price = HostPrice.of(
                OptionalDouble.of(0.2),
                OptionalDouble.of(0.4),
                NONE,
                NONE,
                Optional.of(NOW.minusSeconds(120)),
                RULES,
                NOW);

        assertThat(price.next()).isEmpty();
        assertThat(price.reason()).contains("changed 2 min ago, rests for 10 min");
    }

    @Test
    void whatIsUnknownChangesNothing() {
        assertThat(HostPrice.of(NONE, OptionalDouble.of(1), NONE, NONE, Optional.empty(), RULES, NOW)
                        .next())
                .isEmpty();
        HostPrice alone = HostPrice.of(OptionalDouble.of(1), NONE, NONE, NONE, Optional.empty(), RULES, NOW);
        assertThat(alone.next()).isEmpty();
        assertThat(alone.reason()).contains("fewer than 3 machines of others");
    }

    @Test
    void whatLiesOutsideTheBoundsIsBroughtInsideAndSaysSo() {
        assertThat(price(0.05, 0.05, NONE, NONE).reason()).contains("raised at least to the floor");
        assertThat(price(0.90, 0.90, NONE, NONE).reason()).contains("brought down to the ceiling");
        assertThat(price(0.20, 0.40, NONE, NONE).reason()).isEqualTo("follows the market");
    }

    @Test
    void itNeverLeavesFloorAndCeiling() {
        Random random = new Random(7);
        for (int round = 0; round < 5000; round++) {
            HostPrice price = price(
                    random.nextDouble() * 2,
                    random.nextDouble() * 3,
                    random.nextBoolean() ? NONE : OptionalDouble.of(random.nextDouble() * 100),
                    random.nextBoolean() ? NONE : OptionalDouble.of(random.nextDouble() * 120));
            if (price.next().isPresent()) assertThat(price.next().getAsDouble()).isBetween(0.10, 0.50);
        }
    }
}
