package io.vastctl.evaluation;

import io.vastctl.evaluation.PolicyFigures.Comparison;
import io.vastctl.provision.RunOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What an evaluation came to.
 *
 * @param markets how many were played; with one, every interval is unknown
 * @param policies in the order of the plan, each with fresh memory first
 */
public record Figures(EvaluationPlan plan, int markets, List<PolicyFigures> policies) {

    /** What a renter with the plain client does. */
    public static final String CHEAPEST_FIRST = "cheapest-first";

    /** The fixed order of the original design. */
    public static final String SUCCESS_THEN_PRICE = "success-then-price";

    /** What others are compared with. */
    private static final List<String> BASELINES = List.of(CHEAPEST_FIRST, SUCCESS_THEN_PRICE);

    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;

    public Figures {
        policies = List.copyOf(policies);
    }

    /** What was played, in one sentence. */
    public String played() {
        long last = plan.firstSeed() + markets - 1;
        return plan.runs() + (plan.runs() == 1 ? " run" : " runs") + " of each policy and kind of memory, on "
                + (markets == 1 ? "one market" : markets + " markets") + " of scenario " + plan.scenario() + " (seed"
                + (markets == 1 ? " " : "s ") + plan.firstSeed() + (markets == 1 ? "" : " to " + last) + "), "
                + plan.nights() + (plan.nights() == 1 ? " night" : " nights") + " on each.";
    }

    /** What the intervals are, or why there are none, in one sentence. */
    public String certainty() {
        return markets < 2
                ? "On one market alone nobody can tell how much markets differ, so there are no intervals."
                : "In brackets and as whiskers: 95 % intervals.";
    }

    /** The same trials of the same plan give the same figures, in whatever order they ended. */
    public static Figures of(EvaluationPlan plan, List<Trial> trials) {
        long[] markets =
                trials.stream().mapToLong(Trial::market).distinct().sorted().toArray();
        Bootstrap bootstrap = new Bootstrap(markets.length, plan.firstSeed());
        List<PolicyFigures> policies = new ArrayList<>();
        for (String policy : plan.policies())
            for (boolean remembers : new boolean[] {false, true}) {
                List<Trial> own = of(trials, policy, remembers);
                if (own.isEmpty()) continue;
                Map<String, Sample> baselines = new TreeMap<>();
                for (String baseline : BASELINES)
                    if (!baseline.equals(policy) && plan.policies().contains(baseline))
                        baselines.put(baseline, new Sample(of(trials, baseline, remembers), markets));
                policies.add(figures(plan, own, markets, bootstrap, baselines));
            }
        return new Figures(plan, markets.length, policies);
    }

    /** Sums of money are the same in the end only if they are added up in the same order. */
    private static List<Trial> of(List<Trial> trials, String policy, boolean remembers) {
        return trials.stream()
                .filter(trial -> trial.policy().equals(policy) && trial.remembers() == remembers)
                .sorted(Comparator.comparingLong(Trial::market).thenComparingInt(Trial::night))
                .toList();
    }

    private static PolicyFigures figures(
            EvaluationPlan plan,
            List<Trial> trials,
            long[] markets,
            Bootstrap bootstrap,
            Map<String, Sample> baselines) {
        Sample sample = new Sample(trials, markets);
        List<ToDoubleFunction<int[]>> wanted = new ArrayList<>(List.of(
                sample::successRate,
                times -> sample.seconds(MEDIAN, times),
                times -> sample.seconds(P95, times),
                sample::dollarsPerReady,
                sample::wastedPerRun,
                sample::attemptsPerRun));
        baselines.forEach((name, other) -> wanted.addAll(List.of(
                times -> sample.dollarsPerReady(times) / other.dollarsPerReady(times),
                times -> sample.seconds(MEDIAN, times) / other.seconds(MEDIAN, times),
                times -> sample.successRate(times) - other.successRate(times))));
        int[] once = new int[markets.length];
        Arrays.fill(once, 1);
        List<Optional<Interval>> intervals = bootstrap.intervals(wanted);
        List<Estimate> found = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++)
            found.add(Estimate.of(wanted.get(i).applyAsDouble(once), intervals.get(i)));
        int ready = (int) trials.stream().filter(Trial::isReady).count();
        return new PolicyFigures(
                trials.get(0).policy(),
                trials.get(0).remembers(),
                trials.size(),
                ready,
                widened(found.get(0), ready, trials.size()),
                found.get(1),
                found.get(2),
                found.get(3),
                found.get(4),
                found.get(5),
                trials.stream().mapToDouble(Trial::dollars).sum(),
                trials.stream().mapToDouble(Sample::wasted).sum(),
                trials.stream().mapToInt(Trial::orphans).sum(),
                outcomes(trials),
                sample.ascendingSeconds(),
                NightCosts.of(trials, plan.nights()),
                comparisons(List.copyOf(baselines.keySet()), found.subList(6, found.size())));
    }

    /** Where all runs end alike, draws of them do too, and would seem certain. */
    private static Estimate widened(Estimate rate, int ready, int runs) {
        return new Estimate(rate.value(), rate.interval().map(drawn -> drawn.hull(Wilson.of(ready, runs))));
    }

    private static Map<RunOutcome, Integer> outcomes(List<Trial> trials) {
        Map<RunOutcome, Integer> outcomes = new EnumMap<>(RunOutcome.class);
        trials.forEach(trial -> outcomes.merge(trial.outcome(), 1, Integer::sum));
        return outcomes;
    }

    private static List<Comparison> comparisons(List<String> baselines, List<Estimate> found) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < baselines.size(); i++)
            comparisons.add(
                    new Comparison(baselines.get(i), found.get(3 * i), found.get(3 * i + 1), found.get(3 * i + 2)));
        return comparisons;
    }
}
