package io.vastctl.evaluation;

import java.util.List;

/**
 * What is to be played.
 *
 * @param runs per policy and kind of memory, over all markets
 * @param nights runs on one market before the next one begins, from 1; they are a day apart on its clock
 * @param scenario name of a built-in scenario, or path of a scenario file
 * @param firstSeed the first market's seed; each further market has the next
 * @param policies by name, in the order of the table
 */
public record EvaluationPlan(int runs, int nights, String scenario, long firstSeed, List<String> policies) {

    /** No test uses seeds from here on, so that nothing was tuned to them. */
    public static final long FIRST_SEED = 7_000_000;

    public EvaluationPlan {
        policies = List.copyOf(policies);
    }
}
