package io.vastctl.report;

import io.vastctl.memory.AttemptRow;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What attempts failed of, alike in cause, class and blame.
 *
 * @param withdrawn how many of them are held against nobody, because several hosts failed alike
 * @param machines on how many different ones
 * @param dollars USD that went into them
 * @param example evidence of the latest one that has any; else empty
 */
public record CauseFigures(
        String signature,
        FailureClass failureClass,
        Blame blames,
        int attempts,
        int withdrawn,
        int machines,
        Set<Phase> phases,
        double dollars,
        String example) {

    private record Cause(String signature, FailureClass failureClass, Blame blames) {}

    private record Seen(AttemptRow attempt, Failure failure) {}

    /** The most frequent first. */
    static List<CauseFigures> of(Past past) {
        Map<Cause, List<Seen>> causes = new LinkedHashMap<>();
        past.runs().stream()
                .flatMap(run -> run.attempts().stream())
                .forEach(attempt -> attempt.failure()
                        .ifPresent(failure -> causes.computeIfAbsent(
                                        new Cause(failure.signature(), failure.failureClass(), failure.blames()),
                                        cause -> new ArrayList<>())
                                .add(new Seen(attempt, failure))));
        return causes.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), past))
                .sorted(Comparator.comparingInt(CauseFigures::attempts)
                        .reversed()
                        .thenComparing(CauseFigures::signature))
                .toList();
    }

    private static CauseFigures of(Cause cause, List<Seen> seen, Past past) {
        Set<Phase> phases = new TreeSet<>();
        seen.forEach(one -> phases.add(one.failure().phase()));
        return new CauseFigures(
                cause.signature(),
                cause.failureClass(),
                cause.blames(),
                seen.size(),
                (int) seen.stream()
                        .filter(one -> past.withdrawn().contains(MachineFigures.key(one.attempt())))
                        .count(),
                (int) seen.stream()
                        .map(one -> one.attempt().machineId())
                        .distinct()
                        .count(),
                phases,
                seen.stream().mapToDouble(one -> one.attempt().costDollars()).sum(),
                seen.stream()
                        .map(one -> one.failure().evidence())
                        .filter(text -> !text.isBlank())
                        .reduce("", (earlier, later) -> later));
    }
}
