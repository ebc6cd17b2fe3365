package io.vastctl.evaluation;

import static io.vastctl.evaluation.PlayedTrials.failed;
import static io.vastctl.evaluation.PlayedTrials.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.vastctl.evaluation.PolicyFigures.Nights;
import io.vastctl.provision.RunOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static EvaluationPlan plan(int runs, int nights, String... policies) {
        return new EvaluationPlan(runs, nights, "ordinary", 40, List.of(policies));
    }

    private static PolicyFigures only(EvaluationPlan plan, List<Trial> trials) {
        return Figures.of(plan, trials).policies().get(0);
    }

    private static double value(Estimate estimate) {
        return estimate.value().orElseThrow();
    }

    @Test
    void aReadyEndpointCostsAllThatWasSpentOverWhatBecameReady() {
        PolicyFigures figures = only(
                plan(4, 2, "balanced"),
                List.of(
                        ready("balanced", false, 40, 1, 100, 0.10),
                        ready("balanced", false, 40, 2, 200, 0.20),
                        failed("balanced", false, 41, 1, 0.30),
                        ready("balanced", false, 41, 2, 300, 0.30)));

        assertThat(value(figures.dollarsPerReady())).isCloseTo(0.30, offset(1e-9));
        assertThat(value(figures.successRate())).isEqualTo(0.75);
        assertThat(value(figures.medianSeconds())).isEqualTo(200);
        assertThat(value(figures.p95Seconds())).isEqualTo(300);
        assertThat(value(figures.wastedPerRun())).isCloseTo(0.075, offset(1e-9));
        assertThat(value(figures.attemptsPerRun())).isEqualTo(2);
        assertThat(figures.dollars()).isCloseTo(0.90, offset(1e-9));
        assertThat(figures.dollarsWasted()).isCloseTo(0.30, offset(1e-9));
        assertThat(figures.outcomes()).isEqualTo(Map.of(RunOutcome.READY, 3, RunOutcome.INFRASTRUCTURE, 1));
    }

    @Test
    void freshAndKeptMemoryAreToldApartInTheOrderOfThePlan() {
        Figures figures =
                Figures.of(plan(10, 5, "strict", "balanced"), PlayedTrials.of(plan(10, 5, "strict", "balanced")));

        assertThat(figures.policies())
                .extracting(policy -> policy.policy() + " " + policy.memory() + " " + policy.runs())
                .containsExactly("strict fresh 10", "strict kept 10", "balanced fresh 10", "balanced kept 10");
        assertThat(figures.markets()).isEqualTo(2);
    }

    @Test
    void withoutAReadyRunThereIsNoPriceAndNoTimeButEverythingElse() {
        PolicyFigures figures = only(
                plan(2, 1, "balanced"),
                List.of(failed("balanced", true, 40, 1, 0.5), failed("balanced", true, 41, 1, 0.7)));

        assertThat(figures.dollarsPerReady().value()).isEmpty();
        assertThat(figures.medianSeconds().value()).isEmpty();
        assertThat(figures.p95Seconds().value()).isEmpty();
        assertThat(value(figures.successRate())).isZero();
        assertThat(figures.successRate().interval().orElseThrow().high()).isGreaterThan(0.5);
        assertThat(value(figures.wastedPerRun())).isCloseTo(0.6, offset(1e-9));
        assertThat(figures.nights()).containsExactly(new Nights(1, 1, 2, OptionalDouble.empty()));
    }

    @Test
    void onOneMarketNoIntervalIsKnown() {
        EvaluationPlan plan = plan(8, 8, "balanced", "cheapest-first");

        Figures figures = Figures.of(plan, PlayedTrials.of(plan));

        assertThat(figures.markets()).isEqualTo(1);
        assertThat(figures.certainty()).contains("one market");
        for (PolicyFigures policy : figures.policies()) {
            assertThat(policy.successRate().interval()).isEmpty();
            assertThat(policy.dollarsPerReady().interval()).isEmpty();
            assertThat(policy.medianSeconds().interval()).isEmpty();
            policy.comparisons().forEach(comparison -> {
                assertThat(comparison.dollarsPerReadyRatio().value()).isPresent();
                assertThat(comparison.dollarsPerReadyRatio().interval()).isEmpty();
            });
        }
    }

    @Test
    void oneRunIsEnoughForFigures() {
        PolicyFigures figures = only(plan(1, 1, "balanced"), List.of(ready("balanced", false, 40, 1, 90, 0.01)));

        assertThat(value(figures.p95Seconds())).isEqualTo(90);
        assertThat(value(figures.dollarsPerReady())).isEqualTo(0.01);
        assertThat(figures.dollarsPerReady().interval()).isEmpty();
    }

    @Test
    void theOrderInWhichRunsEndedChangesNothing() {
        EvaluationPlan plan = plan(60, 10, "balanced", "cheapest-first", "success-then-price");
        List<Trial> trials = PlayedTrials.of(plan);
        List<Trial> shuffled = new ArrayList<>(trials);
        Collections.shuffle(shuffled, new Random(5));

        assertThat(Figures.of(plan, shuffled)).isEqualTo(Figures.of(plan, trials));
    }

    @Test
    void runsOnOneMarketCountAsOnePieceOfEvidence() {
        // Ten markets, five all good and five all bad: ten nights on each teach no more than one does.
        PolicyFigures once = only(plan(10, 1, "balanced"), halfOfTheMarketsGood(1));
        PolicyFigures often = only(plan(100, 10, "balanced"), halfOfTheMarketsGood(10));

        assertThat(width(often.successRate())).isGreaterThan(0.9 * width(once.successRate()) - 0.05);
        assertThat(width(often.dollarsPerReady())).isEqualTo(width(once.dollarsPerReady()), offset(1e-6));
    }

    private static List<Trial> halfOfTheMarketsGood(int nights) {
        return IntStream.range(0, 10 * nights)
                .mapToObj(run -> run / nights % 2 == 0
                        ? ready("balanced", false, 40 + run / nights, 1 + run % nights, 100, 1)
                        : failed("balanced", false, 40 + run / nights, 1 + run % nights, 1))
                .toList();
    }

    private static double width(Estimate estimate) {
        return estimate.interval().orElseThrow().high()
                - estimate.interval().orElseThrow().low();
    }

    @Test
    void successesWithoutAnyFailureAreNotTakenForCertainty() {
        List<Trial> trials = IntStream.range(0, 20)
                .mapToObj(run -> ready("balanced", false, 40 + run, 1, 100, 0.1))
                .toList();

        Interval interval =
                only(plan(20, 1, "balanced"), trials).successRate().interval().orElseThrow();

        assertThat(interval.low()).isCloseTo(0.8389, offset(0.001));
        assertThat(interval.high()).isEqualTo(1.0);
    }

    @Test
    void whatMayNeverBecomeReadyHasNoUpperBound() {
        // On one market of four it works: a third of the draws of four lack it.
        List<Trial> trials = List.of(
                ready("balanced", false, 40, 1, 100, 1),
                failed("balanced", false, 41, 1, 1),
                failed("balanced", false, 42, 1, 1),
                failed("balanced", false, 43, 1, 1));

        PolicyFigures figures = only(plan(4, 1, "balanced"), trials);

        assertThat(value(figures.dollarsPerReady())).isEqualTo(4.0);
        assertThat(figures.dollarsPerReady().interval().orElseThrow().high()).isInfinite();
        assertThat(figures.medianSeconds().interval()).isEmpty();
        assertThat(Wording.dollars(figures.dollarsPerReady())).matches("\\$4\\.000 \\(\\d\\.\\d{3} or more\\)");
    }

    @Test
    void policiesAreComparedMarketByMarket() {
        // Markets differ a hundredfold, and on each the one costs half of the other: that is certain.
        List<Trial> trials = new ArrayList<>();
        for (int market = 0; market < 12; market++) {
            double dear = market % 2 == 0 ? 1 : 100;
            trials.add(ready("balanced", true, 40 + market, 1, 100, dear / 2));
            trials.add(ready("cheapest-first", true, 40 + market, 1, 200, dear));
        }

        Figures figures = Figures.of(plan(12, 1, "balanced", "cheapest-first"), trials);

        PolicyFigures.Comparison comparison =
                figures.policies().get(0).comparisons().get(0);
        assertThat(comparison.with()).isEqualTo("cheapest-first");
        assertThat(value(comparison.dollarsPerReadyRatio())).isCloseTo(0.5, offset(1e-9));
        assertThat(width(comparison.dollarsPerReadyRatio())).isCloseTo(0, offset(1e-9));
        assertThat(value(comparison.medianSecondsRatio())).isEqualTo(0.5);
        assertThat(value(comparison.successRateDifference())).isZero();
        assertThat(width(figures.policies().get(0).dollarsPerReady())).isGreaterThan(10);
        assertThat(figures.policies().get(1).comparisons()).isEmpty();
    }

    @Test
    void memoryIsComparedWithItsLike() {
        EvaluationPlan plan = plan(2, 1, "balanced", "cheapest-first");
        List<Trial> trials = new ArrayList<>();
        for (int market = 40; market < 42; market++) {
            trials.add(ready("balanced", false, market, 1, 100, 0.9));
            trials.add(ready("balanced", true, market, 1, 100, 0.3));
            trials.add(ready("cheapest-first", false, market, 1, 100, 1));
            trials.add(ready("cheapest-first", true, market, 1, 100, 0.6));
        }

        Figures figures = Figures.of(plan, trials);

        assertThat(figures.policies().subList(0, 2))
                .extracting(policy -> value(policy.comparisons().get(0).dollarsPerReadyRatio()))
                .containsExactly(0.9, 0.5);
    }

    @Test
    void manyNightsAreDrawnTogetherAndNoneIsLost() {
        EvaluationPlan plan = plan(70, 35, "balanced");

        List<Nights> nights = only(plan, PlayedTrials.of(plan)).nights();

        assertThat(nights).hasSize(9);
        assertThat(nights.get(0)).matches(first -> first.first() == 1 && first.last() == 4);
        assertThat(nights.get(8)).matches(last -> last.first() == 33 && last.last() == 35);
        assertThat(nights.stream().mapToInt(Nights::runs).sum()).isEqualTo(70);
    }

    @Test
    void wilsonsIntervalIsTheOneInTheBooks() {
        // 15 of 20: 0.5313 to 0.8881 by Newcombe, Statistics in Medicine 17 (1998).
        Interval interval = Wilson.of(15, 20);

        assertThat(interval.low()).isCloseTo(0.5313, offset(5e-4));
        assertThat(interval.high()).isCloseTo(0.8881, offset(5e-4));
    }
}
