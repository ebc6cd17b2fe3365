package io.vastctl.cli.evaluate;

import io.vastctl.cli.Flag;
import io.vastctl.cli.market.SimulatedMarkets;
import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Suggestion;
import io.vastctl.evaluation.EvaluationPlan;
import io.vastctl.ranking.StrictnessPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code simulate evaluate} was asked for, not looked at yet.
 *
 * @param seed of the first market; null for the one that no test uses
 * @param policies none for all that are built in
 */
record EvaluationRequest(
        int runs, int nights, String scenario, @Nullable Long seed, List<String> policies) {

    static final int DEFAULT_RUNS = 300;
    static final int DEFAULT_NIGHTS = 30;

    private static final int MOST_RUNS = 20_000;
    private static final int MOST_NIGHTS = 365;

    EvaluationRequest {
        policies = List.copyOf(policies);
    }

    /**
     * The same, checked.
     *
     * @param strictness the policies that {@code --strictness} knows
     * @throws UsageException in one line, if it makes no sense
     */
    EvaluationPlan plan(List<String> strictness) {
        Flag.within("--runs", runs, 1, MOST_RUNS);
        Flag.within("--nights", nights, 1, MOST_NIGHTS);
        SimulatedMarkets.requireReadable("--scenario", scenario);
        List<String> known =
                Stream.concat(strictness.stream(), baselines()).distinct().toList();
        List<String> wanted = new ArrayList<>();
        for (String policy : policies.isEmpty() ? all() : policies) {
            String name = found(policy.strip(), known);
            if (!wanted.contains(name)) wanted.add(name);
        }
        return new EvaluationPlan(runs, nights, scenario, seed == null ? EvaluationPlan.FIRST_SEED : seed, wanted);
    }

    private static List<String> all() {
        return Stream.concat(StrictnessPolicy.names().stream(), baselines()).toList();
    }

    private static Stream<String> baselines() {
        return StrictnessPolicy.baselines().stream().map(StrictnessPolicy::name);
    }

    private static String found(String policy, List<String> known) {
        return known.stream()
                .filter(name -> name.equalsIgnoreCase(policy))
                .findFirst()
                .orElseThrow(() -> new UsageException("--policy \"" + policy + "\": unknown policy"
                        + Suggestion.didYouMean(policy, known) + ", expected some of " + String.join(",", known)));
    }

    /** What to type to play the same again. */
    static String command(EvaluationPlan plan) {
        return "vastctl simulate evaluate --runs " + plan.runs() + " --nights " + plan.nights() + " --scenario "
                + quoted(plan.scenario()) + " --seed " + plan.firstSeed() + " --policy "
                + quoted(String.join(",", plan.policies()));
    }

    /** For a shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./,:@%+=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
