package io.vastctl.guard.loop;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.guard.GuardVenture;
import io.vastctl.memory.guard.GuardVentures;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the guards of one plan own at the moment, by the journal: taken on from the last of them, left to the next. */
final class Estate {

    private final GuardVentures ventures;
    private final InstantSource clock;

    Estate(GuardVentures ventures, InstantSource clock) {
        this.ventures = ventures;
        this.clock = clock;
    }

    private Books books() {
        return Books.read(ventures, clock.instant());
    }

    /** Ends the rents that ended with their guard: what came of them is in the journal. */
    void settle() {
        Books books = books();
        Set<String> kept = books.entries().stream()
                .filter(entry -> entry.state() == State.KEPT)
                .map(entry -> entry.intent().runId())
                .collect(Collectors.toSet());
        for (GuardVenture venture : books.ventures().values())
            if (venture.endedAt().isEmpty())
                ventures.end(
                        venture.runId(), kept.contains(venture.runId()) ? GuardVenture.READY : GuardVenture.BROKEN_OFF);
    }

    /** Whether nothing of it may be alive. */
    boolean isEmpty() {
        Books books = books();
        return books.entries().stream().noneMatch(Entry::isOpen)
                && books.underWay(run -> false).isEmpty();
    }

    /** What goes on under its lease when the guard ends, by label. */
    List<String> kept() {
        return open(entry -> entry.state() == State.KEPT);
    }

    /** What was to be gone, or is not known to have come to anything, and may be alive, by label. */
    List<String> unproven() {
        return open(entry -> entry.state() != State.KEPT);
    }

    private List<String> open(Predicate<Entry> which) {
        return books().entries().stream()
                .filter(Entry::isOpen)
                .filter(which)
                .map(Entry::label)
                .toList();
    }
}
