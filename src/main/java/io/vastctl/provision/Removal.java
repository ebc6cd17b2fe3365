package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Destroys what a listing showed and nobody wants, and collects what came of it. */
public final class Removal {

    /** Other rentals and the command itself wait meanwhile, so less long than a run takes for its own. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Journal journal;
    private final Clock clock;
    private final Teardown teardown;
    private final List<Settled> settled = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();

    public Removal(VastApi api, Journal journal, Clock clock, Sleeper sleeper) {
        this.journal = journal;
        this.clock = clock;
        Troubles troubles = new Troubles();
        RentalDesk desk = new RentalDesk(api, journal, troubles, sleeper);
        teardown = new Teardown(api, journal, troubles, desk, clock, sleeper, LONGEST);
    }

    /** The entry must be ours, and open with its number known. After an interruption nothing more is begun. */
    public void remove(Entry entry, long instanceId, String why) {
        if (Thread.currentThread().isInterrupted()) {
            leftovers.add(
                    Leftover.of(entry, OptionalLong.of(instanceId), why + "; interrupted before it was destroyed"));
            return;
        }
        DestroyVerdict verdict = teardown.evict(entry.label(), instanceId, true, progress -> {});
        try {
            journal.spent(entry.label(), entry.reckonedDollars(clock.instant()));
        } catch (IllegalStateException e) {
            // Another process took it over, and reckons itself.
        }
        leftovers.removeIf(left -> left.label().equals(entry.label()));
        if (verdict.mayStillRun())
            leftovers.add(Leftover.of(entry, OptionalLong.of(instanceId), why + "; " + verdict.evidence()));
        settled.add(new Settled(
                entry,
                "instance " + instanceId + " (" + entry.label() + ") " + why + ": "
                        + (verdict.mayStillRun() ? "NOT PROVEN GONE, " : "destroyed, ") + verdict.evidence(),
                Optional.of(verdict)));
    }

    public List<Settled> settled() {
        return settled;
    }

    public List<Leftover> leftovers() {
        return leftovers;
    }
}
