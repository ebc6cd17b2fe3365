package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The wait after rents that failed. */
final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    static final Set<Mishap.Kind> FAILED = EnumSet.of(Mishap.Kind.RENT_FAILED, Mishap.Kind.RENT_ERROR);

    private Backoff() {}

    /** Why nothing is rented yet; empty if nothing speaks against it. */
    static Optional<String> waits(String endpoint, Situation situation) {
        List<Instant> failures = failuresInARow(endpoint, situation.seen().mishaps());
        if (failures.isEmpty()) return Optional.empty();
        ReplacementRules rules = situation.plan().replacement();
        Duration doubled = rules.backoff().multipliedBy(1L << Math.min(failures.size() - 1, MOST_DOUBLINGS));
        Duration wait = doubled.compareTo(rules.longestBackoff()) > 0 ? rules.longestBackoff() : doubled;
        Instant last = failures.get(failures.size() - 1);
        return situation.lasted(last, wait)
                ? Optional.empty()
                : Optional.of(Phrases.count(failures.size(), "rent") + " of " + endpoint + " failed"
                        + (failures.size() == 1 ? "" : " in a row") + "; the next comes " + Phrases.span(wait)
                        + " after the last");
    }

    private static List<Instant> failuresInARow(String endpoint, List<Mishap> mishaps) {
        List<Instant> failures = new ArrayList<>();
        mishaps.stream()
                .filter(mishap -> mishap.endpoint().equals(endpoint))
                .sorted(Comparator.comparing(Mishap::at).thenComparing(Mishap::kind))
                .forEach(mishap -> {
                    if (mishap.kind() == Mishap.Kind.RENT_DONE) failures.clear();
                    if (FAILED.contains(mishap.kind())) failures.add(mishap.at());
                });
        return failures;
    }
}
