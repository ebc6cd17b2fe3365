package io.vastctl.evaluation;

import io.vastctl.simulator.market.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What lives on the market, held against what the guard's journal knows to live. */
final class GuardTenancy {

    private final Supplier<Set<String>> journal;
    private final Set<String> twice = new HashSet<>();
    private final Map<Long, Instant> unknownSince = new HashMap<>();
    private Duration longestUnknown = Duration.ZERO;
    private Optional<Instant> deadSince = Optional.empty();
    private Duration longestUnguarded = Duration.ZERO;

    /** @param journal the labels of all that the journal does not hold for gone */
    GuardTenancy(Supplier<Set<String>> journal) {
        this.journal = journal;
    }

    void died(Instant now) {
        if (deadSince.isEmpty()) deadSince = Optional.of(now);
    }

    void looked() {
        deadSince = Optional.empty();
    }

    void sample(Truth truth) {
        Instant now = truth.clock();
        Set<String> open = journal.get();
        Set<String> labels = new HashSet<>();
        Map<Long, Instant> unknown = new HashMap<>();
        for (Truth.Living living : truth.alive()) {
            if (!labels.add(living.label())) twice.add(living.label());
            if (!open.contains(living.label())) unknown.put(living.id(), unknownSince.getOrDefault(living.id(), now));
            if (living.state().equals("running") && deadSince.isPresent())
                longestUnguarded = longer(longestUnguarded, Duration.between(deadSince.get(), now));
        }
        unknownSince.clear();
        unknownSince.putAll(unknown);
        for (Instant since : unknown.values()) longestUnknown = longer(longestUnknown, Duration.between(since, now));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** How many labels two living contracts ever had. */
    int twice() {
        return twice.size();
    }

    /** The longest that a contract lived while the journal held it for gone, or had never heard of it. */
    Duration longestUnknown() {
        return longestUnknown;
    }

    /** The longest that anything ran on after the guard had died. */
    Duration longestUnguarded() {
        return longestUnguarded;
    }
}
