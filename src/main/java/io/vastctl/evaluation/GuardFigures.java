package io.vastctl.evaluation;

import java.time.Duration;
import java.util.Map;

/**
 * What came of days under a guard, by what the market knows.
 *
 * @param availability share of the wanted endpoints that had a server that answers, over the whole time, its first
 *     start and the time in which the guard was dead included
 * @param longestBelow the longest time in a row in which some endpoint had fewer than wanted
 * @param longestOwnBelow the same without the time in which the guard was dead or had told why it can rent nothing
 * @param overBound spans below the count that lasted longer than docs/guard-rules.md promises
 * @param longestUnguarded the longest that anything rented ran on after the guard had died
 * @param longestUnknown the longest that a contract lived while the journal held it for gone, or did not know it
 * @param overHourDollars USD per hour by which the prices together were ever above the budget of an hour
 * @param dollarsSpent USD in all
 * @param overspendDollars USD by which days and months went over their budgets, in sum
 * @param orphans contracts alive after the guard had given everything back
 * @param ticks looks of the guard
 * @param decisions by rule, those that only tell included
 * @param replayDifferences stored looks that, decided again, give something else than was stored
 * @param kills how often the guard was killed
 * @param rentals contracts ever made
 * @param doubleRentals labels that two living contracts ever had
 */
public record GuardFigures(
        double availability,
        Duration longestBelow,
        Duration longestOwnBelow,
        int overBound,
        Duration longestUnguarded,
        Duration longestUnknown,
        double overHourDollars,
        double dollarsSpent,
        double overspendDollars,
        int orphans,
        int ticks,
        Map<String, Integer> decisions,
        int replayDifferences,
        int kills,
        int rentals,
        int doubleRentals) {

    public GuardFigures {
        decisions = Map.copyOf(decisions);
    }

    /** Whether nothing happened that must never happen. */
    public boolean isSound() {
        return overspendDollars <= 0
                && overHourDollars <= 1e-9
                && overBound == 0
                && longestUnknown.isZero()
                && orphans == 0
                && doubleRentals == 0
                && replayDifferences == 0;
    }

    /** All decisions, those that only tell included. */
    public int allDecisions() {
        return decisions.values().stream().mapToInt(Integer::intValue).sum();
    }
}
