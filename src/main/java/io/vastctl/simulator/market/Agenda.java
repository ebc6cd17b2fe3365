package io.vastctl.simulator.market;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What will happen by itself, and when. Everything is done at its own instant and in order, however late somebody
 * looks: two things of one instant in the order in which they were planned.
 */
final class Agenda {

    /** Something that happens, told the instant at which it does. */
    @FunctionalInterface
    interface Happening {
        void at(Instant when);
    }

    private record Entry(Instant at, long number, Happening what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private long next;

    /** Plans it; an instant that never comes is not planned. */
    void plan(Instant at, Happening what) {
        if (!at.equals(Instant.MAX)) entries.add(new Entry(at, next++, what));
    }

    /** When something is due that is due by then; empty for nothing. */
    Optional<Instant> dueBy(Instant limit) {
        return Optional.ofNullable(entries.peek()).map(Entry::at).filter(at -> !at.isAfter(limit));
    }

    /** Does what is due next. */
    void doNext() {
        Entry entry = entries.remove();
        entry.what().at(entry.at());
    }
}
