package io.vastctl.evaluation;

import io.vastctl.guard.Mishap;
import io.vastctl.guard.PlannedEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The spans in which an endpoint had fewer servers than wanted, each held against the bound that the guard's rules
 * promise: the slowest row of the table, then rents, each as long as one may take, and the waits after those that failed.
 * The bound does not run while the guard is dead or has told why it rents nothing.
 */
final class GuardGaps {

    private final GuardBound bound;
    private final Map<String, Gap> open = new HashMap<>();
    private Duration longest = Duration.ZERO;
    private Duration longestOwn = Duration.ZERO;
    private int late;
    private Set<String> excused = Set.of();
    private boolean dead = true;

    private static final class Gap {
        private final Instant since;
        private final Set<Instant> failed = new HashSet<>();
        private Duration excused = Duration.ZERO;
        private int deaths;
        private boolean late;

        private Gap(Instant since) {
            this.since = since;
        }
    }

    GuardGaps(GuardBound bound) {
        this.bound = bound;
    }

    /**
     * A look of the guard is over.
     *
     * @param waiting endpoints for which it told that it can rent nothing now, and why
     * @param mishaps of the last day
     */
    void looked(Set<String> waiting, List<Mishap> mishaps) {
        dead = false;
        excused = Set.copyOf(waiting);
        for (Mishap mishap : mishaps)
            if (mishap.kind() == Mishap.Kind.RENT_FAILED || mishap.kind() == Mishap.Kind.RENT_ERROR)
                Optional.ofNullable(open.get(mishap.endpoint()))
                        .filter(gap -> !mishap.at().isBefore(gap.since))
                        .ifPresent(gap -> gap.failed.add(mishap.at()));
    }

    /** The guard is dead, from now until its next look. */
    void died() {
        if (!dead) open.values().forEach(gap -> gap.deaths++);
        dead = true;
    }

    /**
     * How it is now, and so was since the last sample.
     *
     * @param there servers that answer
     */
    void sample(PlannedEndpoint endpoint, int there, Duration sinceLast, Instant now) {
        if (there >= endpoint.count()) {
            open.remove(endpoint.name());
            return;
        }
        Gap gap = open.computeIfAbsent(endpoint.name(), name -> new Gap(now));
        if (gap.since.equals(now)) return;
        if (dead || excused.contains(endpoint.name())) gap.excused = gap.excused.plus(sinceLast);
        Duration span = Duration.between(gap.since, now);
        Duration own = span.minus(gap.excused);
        longest = longer(longest, span);
        longestOwn = longer(longestOwn, own);
        if (!gap.late && own.compareTo(bound.of(endpoint, gap.failed.size(), gap.deaths)) > 0) {
            gap.late = true;
            late++;
        }
    }

    /** Nothing is wanted of it now. */
    void unwanted(PlannedEndpoint endpoint) {
        open.remove(endpoint.name());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The longest span, whatever the reason. */
    Duration longest() {
        return longest;
    }

    /** The longest span, without the time in which the guard was dead or could rent nothing. */
    Duration longestOwn() {
        return longestOwn;
    }

    /** How many were longer than the bound. */
    int late() {
        return late;
    }
}
