package io.vastctl.provision.survey;

import io.vastctl.provision.Admission.UnderWay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The machines of a survey that are under way: who is to be looked at next, who is to be given back, and what all cost. */
final class SurveyedMachines {

    private static final Duration SUMS_HOLD = Duration.ofSeconds(1);

    private final Clock clock;
    private final IntFunction<String> labels;
    private final Map<Integer, Surveyed> running = new LinkedHashMap<>();
    private final PriorityQueue<Surveyed> waiting =
            new PriorityQueue<>(Comparator.comparing(Surveyed::due).thenComparingInt(Surveyed::number));
    private final Deque<Surveyed> ending = new ArrayDeque<>();
    private Instant reckonedUntil = Instant.MIN;
    private double dollars;
    private double dollarsPerHour;

    /** @param labels of the attempts, by their numbers */
    SurveyedMachines(Clock clock, IntFunction<String> labels) {
        this.clock = clock;
        this.labels = labels;
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    int size() {
        return running.size();
    }

    void begins(Surveyed surveyed) {
        running.put(surveyed.number(), surveyed);
    }

    /** It is neither rented nor looked at any more. */
    void isOver(Surveyed surveyed) {
        running.remove(surveyed.number());
    }

    /** Its next look, or its end if there is nothing left to wait for. */
    void goesOn(Surveyed surveyed) {
        if (!surveyed.attempt().isWaiting()) {
            ending.add(surveyed);
            return;
        }
        Instant now = clock.instant();
        int looks = surveyed.plan(now);
        surveyed.plan(now.plus(Rhythm.pause(surveyed.attempt().rest(), running.size(), surveyed.number(), looks)));
        waiting.add(surveyed);
    }

    /** Who has come to its end and is to be given back, for one who does that now. */
    Optional<Surveyed> takeEnding() {
        return Optional.ofNullable(ending.poll());
    }

    /** Who is due first, for one who looks at it now. */
    Optional<Surveyed> takeDue(Instant now) {
        return waiting.isEmpty() || waiting.element().due().isAfter(now)
                ? Optional.empty()
                : Optional.of(waiting.remove());
    }

    /** When somebody is to be looked at next, or that moment if nobody is before it. */
    Instant nextDue(Instant atTheLatest) {
        return waiting.isEmpty() || !waiting.element().due().isBefore(atTheLatest)
                ? atTheLatest
                : waiting.element().due();
    }

    /** Whoever is waited for is to be given back. */
    void interrupt() {
        while (!waiting.isEmpty()) {
            Surveyed next = waiting.remove();
            next.attempt().interrupt();
            ending.add(next);
        }
    }

    /** For the question whether there is room for one more. */
    UnderWay underWay() {
        return new UnderWay(
                running.keySet().stream().map(labels::apply).collect(Collectors.toSet()),
                running.values().stream().mapToDouble(Surveyed::ownDollars).sum(),
                running.values().stream().mapToDouble(Surveyed::worst).sum());
    }

    /** USD that all but that one have cost so far. */
    double dollarsBeside(Surveyed one) {
        reckon();
        return Math.max(0, dollars - one.ownDollars());
    }

    /** USD per hour that all but that one cost now. */
    double dollarsPerHourBeside(Surveyed one) {
        reckon();
        return Math.max(0, dollarsPerHour - one.ownDollarsPerHour());
    }

    /** The sums are seconds old at most: 200 looks at 200 meters would be 40,000. */
    private void reckon() {
        Instant now = clock.instant();
        if (now.isBefore(reckonedUntil)) return;
        reckonedUntil = now.plus(SUMS_HOLD);
        dollars = running.values().stream().mapToDouble(Surveyed::ownDollars).sum();
        dollarsPerHour = running.values().stream()
                .mapToDouble(Surveyed::ownDollarsPerHour)
                .sum();
    }
}
