package io.vastctl.evaluation;

import io.vastctl.provision.RunOutcome;
import java.util.OptionalDouble;

/**
 * One run that was played to its end on a simulated market. The money and the orphans are the market's own
 * truth, not the tool's reckoning.
 *
 * @param policy whose run it was
 * @param remembers whether the run knew those before it on the same market
 * @param market the seed of its market; runs of different policies on one market meet the same machines
 * @param night which run on that market, from 1
 * @param secondsToReady from the start of the run to the first token; empty where none came
 * @param dollars USD that the market charged for all rentals of the run
 * @param dollarsWasted USD of that for attempts that did not become ready
 * @param attempts rentals that were begun; vanished offers are not counted
 * @param orphans instances that the market still ran after the run was over
 */
public record Trial(
        String policy,
        boolean remembers,
        long market,
        int night,
        RunOutcome outcome,
        OptionalDouble secondsToReady,
        double dollars,
        double dollarsWasted,
        int attempts,
        int orphans) {

    public boolean isReady() {
        return outcome == RunOutcome.READY;
    }
}
