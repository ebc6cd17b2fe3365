package io.vastctl.report;

import io.vastctl.blame.AttemptKey;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.hosts.SuccessRate;
import io.vastctl.memory.hosts.Tally;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.PhaseTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One machine in the period.
 *
 * @param gpu as the latest attempt knew it
 * @param attempts without offers that were gone
 * @param successes attempts that produced tokens
 * @param infraFailures attempts whose failure counts against the machine
 * @param rate from these attempts alone
 * @param secondsToReady median over the successes, all phases together
 * @param dollars USD of all its attempts
 * @param wasted USD of those that did not become ready
 */
public record MachineFigures(
        long machineId,
        long hostId,
        String gpu,
        int attempts,
        int successes,
        int infraFailures,
        SuccessRate rate,
        OptionalDouble secondsToReady,
        double dollars,
        double wasted) {

    /** Those that most money went to first. */
    static List<MachineFigures> of(Past past) {
        Map<Long, List<AttemptRow>> machines = past.runs().stream()
                .flatMap(run -> run.attempts().stream())
                .filter(attempt -> attempt.machineId() != 0)
                .filter(attempt -> !isGone(attempt) || attempt.costDollars() > 0)
                .collect(Collectors.groupingBy(AttemptRow::machineId, TreeMap::new, Collectors.toList()));
        return machines.values().stream()
                .map(attempts -> of(attempts, past))
                .sorted(Comparator.comparingDouble(MachineFigures::dollars).reversed())
                .toList();
    }

    private static MachineFigures of(List<AttemptRow> attempts, Past past) {
        AttemptRow last = attempts.get(attempts.size() - 1);
        int successes = (int) attempts.stream().filter(MachineFigures::isReady).count();
        int failures = (int) attempts.stream()
                .filter(attempt -> isHeldAgainstTheMachine(attempt, past))
                .count();
        return new MachineFigures(
                last.machineId(),
                last.hostId(),
                last.gpuName(),
                (int) attempts.stream().filter(attempt -> !isGone(attempt)).count(),
                successes,
                failures,
                SuccessRate.of(new Tally(successes, failures, Optional.empty(), Optional.empty())),
                medianToReady(attempts),
                attempts.stream().mapToDouble(AttemptRow::costDollars).sum(),
                wasted(attempts));
    }

    static boolean isReady(AttemptRow attempt) {
        return attempt.outcome().equals(AttemptRow.READY);
    }

    static boolean isGone(AttemptRow attempt) {
        return attempt.outcome().equals("offer_gone");
    }

    static AttemptKey key(AttemptRow attempt) {
        return new AttemptKey(attempt.runId(), attempt.number());
    }

    /** USD of the attempts that did not become ready. */
    static double wasted(List<AttemptRow> attempts) {
        return attempts.stream()
                .filter(attempt -> !isReady(attempt))
                .mapToDouble(AttemptRow::costDollars)
                .sum();
    }

    private static boolean isHeldAgainstTheMachine(AttemptRow attempt, Past past) {
        return !isReady(attempt)
                && attempt.failure()
                        .filter(failure -> failure.blames() == Blame.MACHINE)
                        .isPresent()
                && !past.withdrawn().contains(key(attempt));
    }

    private static OptionalDouble medianToReady(List<AttemptRow> attempts) {
        List<Double> seconds = attempts.stream()
                .filter(MachineFigures::isReady)
                .map(MachineFigures::seconds)
                .sorted()
                .toList();
        return seconds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(seconds.get((seconds.size() - 1) / 2));
    }

    /** Of all phases together. */
    static double seconds(AttemptRow attempt) {
        return attempt.phases().stream()
                        .map(PhaseTime::duration)
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1000.0;
    }
}
