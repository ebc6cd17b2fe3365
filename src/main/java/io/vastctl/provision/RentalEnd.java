package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.StoreException;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Gives one rental of ours back and proves it; the journal knows of each step before it is made. */
public final class RentalEnd {

    /** Of one that no other stands in the way of; whoever wants it gone looks again at the next tick. */
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Two looks at an instance prove it gone, and those of all that go take turns. */
    private static final Duration FOR_EACH_OTHER = Duration.ofSeconds(5);

    private final Journal journal;
    private final Clock clock;
    private final Teardown teardown;

    /**
     * @param journal in the name of the owner of what is to go
     * @param sleeper lets the market's time pass
     * @param others how many go at the same time: it takes that much longer before it is given up
     */
    public RentalEnd(VastApi api, Journal journal, Clock clock, Sleeper sleeper, int others) {
        this.journal = journal;
        this.clock = clock;
        Troubles troubles = new Troubles();
        RentalDesk desk = new RentalDesk(api, journal, troubles, sleeper);
        Duration longest = LONGEST.plus(FOR_EACH_OTHER.multipliedBy(others));
        teardown = new Teardown(api, journal, troubles, desk, clock, sleeper, longest);
    }

    /**
     * Destroys it. Neither an interruption nor a broken database stops it half-way.
     *
     * @param entry open, ours, and known by its number
     * @param progress told one line at each step
     */
    public DestroyVerdict end(Entry entry, Consumer<String> progress) {
        long instanceId = entry.instanceId().orElseThrow();
        DestroyVerdict verdict = teardown.evict(entry.label(), instanceId, true, progress);
        try {
            journal.spent(entry.label(), entry.reckonedDollars(clock.instant()));
        } catch (IllegalStateException | StoreException e) {
            // Another process took it over, and reckons itself; or the file fails us, as the journal's state tells the
            // next.
        }
        return verdict;
    }
}
