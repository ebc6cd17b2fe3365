package io.vastctl.guard;

import static io.vastctl.guard.RentalBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BidRuleTest {

    private static final BidRules RULES = BidRules.STANDARD;
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    @ParameterizedTest
    @CsvSource({"50,70,0.400", "29.9,70,0.360", "30,80,0.400", "50,80.1,0.440", "10,90,0.396"})
    void theMarketPriceTimesAFactorForIdlenessAndOneForHeat(double utilisation, double celsius, double aim) {
        assertThat(BidRule.aim(0.40, OptionalDouble.of(utilisation), OptionalDouble.of(celsius), RULES)
                        .orElseThrow())
                .isEqualTo(aim, within(1e-9));
    }

    @Test
    void whatIsUnknownChangesNothing() {
        assertThat(BidRule.aim(0.40, UNKNOWN, UNKNOWN, RULES)).hasValue(0.40);
        assertThat(BidRule.aim(Double.NaN, UNKNOWN, UNKNOWN, RULES)).isEmpty();
        assertThat(BidRule.aim(-1, UNKNOWN, UNKNOWN, RULES)).isEmpty();
    }

    @Test
    void oneStepAtATimeAndNotBeforeTheCoolDownIsOver() {
        assertThat(next(0.20, 0.40, 1, Optional.empty())).hasValue(0.23);
        assertThat(next(0.40, 0.20, 1, Optional.empty())).hasValue(0.34);
        assertThat(next(0.20, 0.40, 1, Optional.of(RentalBuilder.ago(9)))).isEmpty();
        assertThat(next(0.20, 0.40, 1, Optional.of(RentalBuilder.ago(10)))).hasValue(0.23);
        assertThat(next(0.400, 0.402, 1, Optional.empty())).isEmpty();
    }

    @Test
    void floorAndCeilingOutrankStepAndCoolDown() {
        assertThat(next(0.60, 0.60, 0.30, Optional.of(NOW))).hasValue(0.30);
        assertThat(next(0.002, 0.40, 1, Optional.empty())).hasValue(0.01);
        assertThat(next(0.20, 0.40, 0.005, Optional.empty())).isEmpty();
    }

    @Test
    void whateverTheInputThePriceKeepsWithinBoundsAndAHotterMachineAsksNoLess() {
        Random random = new Random(1);
        AnyScene any = new AnyScene(random, true);
        for (int i = 0; i < 3000; i++) {
            double own = any.amount(2);
            double market = any.amount(2);
            double ceiling = any.amount(2);
            OptionalDouble busy = OptionalDouble.of(any.amount(100));
            if (!BidRule.isPrice(own)) {
                assertThat(next(own, 0.40, ceiling, Optional.empty())).isEmpty();
                continue;
            }
            double before = 0;
            for (double celsius : new double[] {20, 80, 81, 120}) {
                OptionalDouble aim = BidRule.aim(market, busy, OptionalDouble.of(celsius), RULES);
                if (aim.isEmpty()) continue;
                OptionalDouble price = next(own, aim.getAsDouble(), ceiling, Optional.empty());
                price.ifPresent(one -> assertThat(one).isBetween(RULES.floor(), Math.min(ceiling, RULES.ceiling())));
                double kept = price.orElse(own);
                assertThat(kept).isGreaterThanOrEqualTo(before - 0.01 * own);
                before = kept;
            }
        }
    }

    private static OptionalDouble next(double own, double aim, double ceiling, Optional<Instant> changedAt) {
        return BidRule.next(own, aim, ceiling, changedAt, RULES, NOW);
    }
}
