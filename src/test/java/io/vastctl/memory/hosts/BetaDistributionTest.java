package io.vastctl.memory.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaDistributionTest {

    @ParameterizedTest
    @CsvSource({"1,1,0.3,0.3", "2,1,0.3,0.09", "1,3,0.2,0.488", "2,2,0.5,0.5", "3,2,0.4,0.1792"})
    void whereThereIsAFormulaItAgrees(double alpha, double beta, double x, double expected) {
        assertThat(new BetaDistribution(alpha, beta).below(x)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"2.25,0.75", "7.25,1.75", "2.25,30.75", "400.25,90.75"})
    void theQuantileIsWhereTheIntegralSaysSo(double alpha, double beta) {
        BetaDistribution belief = new BetaDistribution(alpha, beta);
        for (double probability : new double[] {0.05, 0.5, 0.95}) {
            assertThat(belief.below(belief.quantile(probability))).isCloseTo(probability, within(1e-4));
        }
    }

    /** The density of (3.5, 2.5) is smooth enough for the midpoint rule. */
    @Test
    void itAgreesWithPlainSummation() {
        double sum = 0;
        double upToHalf = 0;
        int steps = 200_000;
        for (int i = 0; i < steps; i++) {
            double x = (i + 0.5) / steps;
            double density = Math.pow(x, 2.5) * Math.pow(1 - x, 1.5);
            sum += density;
            if (x < 0.5) upToHalf += density;
        }
        assertThat(new BetaDistribution(3.5, 2.5).below(0.5)).isCloseTo(upToHalf / sum, within(1e-8));
    }

    @Test
    void aSuccessRaisesTheRateAFailureLowersItAndBothNarrowIt() {
        SuccessRate nothing = SuccessRate.of(Tally.NONE);
        SuccessRate good = SuccessRate.of(tally(5, 0));
        SuccessRate bad = SuccessRate.of(tally(0, 5));
        SuccessRate both = SuccessRate.of(tally(30, 10));

        assertThat(nothing.mean()).isCloseTo(0.75, within(1e-9));
        assertThat(good.mean()).isGreaterThan(nothing.mean());
        assertThat(bad.mean()).isLessThan(nothing.mean());
        assertThat(both.high() - both.low()).isLessThan(nothing.high() - nothing.low());
        assertThat(both.low()).isLessThan(both.mean());
        assertThat(both.high()).isGreaterThan(both.mean());
    }

    private static Tally tally(int successes, int failures) {
        return new Tally(successes, failures, Optional.empty(), Optional.empty());
    }
}
