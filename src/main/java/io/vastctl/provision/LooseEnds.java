package io.vastctl.provision;

import io.vastctl.instance.Instance;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Origin;
import io.vastctl.time.Sleeper;
import io.vastctl.vast.VastApi;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rentals that an earlier run left open in the journal, because it was killed, could not prove their end, or
 * kept them on purpose. Looks, and closes what is proven gone; destroys nothing, since a run of another
 * process may own them.
 */
public final class LooseEnds {

    private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(5);
    /** A run notes each step within seconds, so an entry this old belongs to nobody who is still at work on it. */
    private static final Duration ABANDONED = Duration.ofHours(3);

    private final VastApi api;
    private final Journal journal;
    private final Clock clock;
    private final Sleeper sleeper;

    public LooseEnds(VastApi api, Journal journal, Clock clock, Sleeper sleeper) {
        this.api = api;
        this.journal = journal;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Rentals of the real market that may be alive, by the journal alone. */
    public static List<Entry> of(Journal journal) {
        return journal.open().stream()
                .filter(entry -> entry.intent().origin() == Origin.REAL)
                .toList();
    }

    /**
     * Closes every entry whose rental two good listings do not show, and returns the others.
     *
     * @throws io.vastctl.vast.VastApiException if a listing failed: then nothing is closed
     */
    public List<Entry> closeWhatIsGone() throws InterruptedException {
        List<Entry> open = of(journal);
        if (open.isEmpty()) return open;
        List<Instance> first = api.list();
        sleeper.sleep(BETWEEN_LISTINGS);
        List<Instance> second = api.list();
        List<Entry> left = new ArrayList<>();
        for (Entry entry : open) {
            if (isIn(first, entry) || isIn(second, entry) || !isAbandoned(entry)) left.add(entry);
            else close(entry);
        }
        return left;
    }

    private void close(Entry entry) {
        if (entry.instanceId().isPresent()) journal.gone(entry.intent().label());
        else journal.absent(entry.intent().label());
    }

    /** What was leaked or kept belongs to no run any more; anything else may be under way. */
    private boolean isAbandoned(Entry entry) {
        return switch (entry.state()) {
            case LEAKED, KEPT -> true;
            default -> entry.updatedAt().plus(ABANDONED).isBefore(clock.instant());
        };
    }

    private static boolean isIn(List<Instance> listing, Entry entry) {
        return listing.stream()
                .anyMatch(instance ->
                        instance.label().equals(Optional.of(entry.intent().label()))
                                || entry.instanceId().stream().anyMatch(id -> id == instance.instanceId()));
    }
}
