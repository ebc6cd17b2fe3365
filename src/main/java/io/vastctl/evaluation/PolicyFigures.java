package io.vastctl.evaluation;

import io.vastctl.provision.RunOutcome;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the runs of one policy with one kind of memory came to.
 *
 * @param remembers whether a run knew those before it on the same market
 * @param runs how many were played, over all markets
 * @param ready how many of them produced tokens
 * @param medianSeconds from the start of a run to the first token, over the ready ones; by nearest rank
 * @param p95Seconds 95 per cent of the ready ones took no longer
 * @param dollarsPerReady all USD spent over the number of ready endpoints
 * @param dollars USD spent, by the market's own count
 * @param dollarsWasted USD of that for attempts that did not become ready
 * @param orphans instances that still ran after their run; every one is a defect
 * @param outcomes how many runs ended how; those that did not occur are left out
 * @param seconds of every ready run, ascending
 * @param nights how the cost moved as the market's runs went on
 * @param comparisons with the policies that people use today, as far as these were played too
 */
public record PolicyFigures(
        String policy,
        boolean remembers,
        int runs,
        int ready,
        Estimate successRate,
        Estimate medianSeconds,
        Estimate p95Seconds,
        Estimate dollarsPerReady,
        Estimate wastedPerRun,
        Estimate attemptsPerRun,
        double dollars,
        double dollarsWasted,
        int orphans,
        Map<RunOutcome, Integer> outcomes,
        List<Double> seconds,
        List<Nights> nights,
        List<Comparison> comparisons) {

    public PolicyFigures {
        outcomes = Map.copyOf(outcomes);
        seconds = List.copyOf(seconds);
        nights = List.copyOf(nights);
        comparisons = List.copyOf(comparisons);
    }

    /** {@code kept} or {@code fresh}. */
    public String memory() {
        return remembers ? "kept" : "fresh";
    }

    /** Dollars per ready endpoint over another policy's, in words; {@code -} where there is no such comparison. */
    public String against(String other) {
        return comparisons.stream()
                .filter(comparison -> comparison.with().equals(other))
                .map(comparison -> Wording.number(comparison.dollarsPerReadyRatio()))
                .findFirst()
                .orElse("-");
    }

    /**
     * Some nights in a row, over all markets.
     *
     * @param first from 1
     * @param last not before the first
     * @param dollarsPerReady USD; empty where no run of these nights became ready
     */
    public record Nights(int first, int last, int runs, OptionalDouble dollarsPerReady) {}

    /**
     * Against another policy with the same kind of memory on the same markets.
     *
     * @param with the other policy
     * @param dollarsPerReadyRatio ours over theirs; below 1 is cheaper
     * @param medianSecondsRatio ours over theirs; below 1 is quicker
     * @param successRateDifference ours less theirs; above 0 is better
     */
    public record Comparison(
            String with, Estimate dollarsPerReadyRatio, Estimate medianSecondsRatio, Estimate successRateDifference) {}
}
