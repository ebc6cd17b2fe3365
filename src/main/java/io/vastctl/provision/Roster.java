package io.vastctl.provision;

import io.vastctl.memory.Journal;
import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.OwnerRow;
import io.vastctl.memory.Owners;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Who is at work at one moment. */
public final class Roster {

    /** An entry from before owners were noted belongs to nobody at work once it was not touched for so long. */
    private static final Duration ABANDONED = Duration.ofHours(3);
    /** States in which a process leaves a rental that it can do no more about. */
    private static final Set<State> GIVEN_UP = Set.of(State.LEAKED, State.UNKNOWN, State.KEPT, State.RETURNED);

    private final Map<String, OwnerRow> owners = new TreeMap<>();
    private final Liveness liveness;
    private final Instant wallNow;
    private final Instant upSince;

    /** @param wallNow by the wall clock */
    Roster(Collection<OwnerRow> rows, Liveness liveness, Instant wallNow) {
        this(rows, liveness, wallNow, Instant.EPOCH);
    }

    /** @param upSince since when signs of life can have been written */
    private Roster(Collection<OwnerRow> rows, Liveness liveness, Instant wallNow, Instant upSince) {
        rows.forEach(row -> owners.put(row.ownerId(), row));
        this.liveness = liveness;
        this.wallNow = wallNow;
        this.upSince = upSince;
    }

    /** Who is at work now. */
    public static Roster of(Owners owners, Liveness liveness) {
        return new Roster(owners.list(), liveness, owners.now(), owners.upSince());
    }

    /** The owner's row, if there is one and it is dead. */
    public Optional<OwnerRow> deadOwnerOf(Entry entry) {
        return Optional.ofNullable(owners.get(entry.ownerId())).filter(row -> liveness.isDead(row, wallNow, upSince));
    }

    /**
     * Whether a living process looks after it. A row that is missing was dropped long after its owner's end.
     *
     * @param now by the market's time
     */
    public boolean atWork(Entry entry, Instant now) {
        if (entry.ownerId().equals(Journal.NOBODY))
            return !GIVEN_UP.contains(entry.state())
                    && entry.updatedAt().plus(ABANDONED).isAfter(now);
        OwnerRow row = owners.get(entry.ownerId());
        return row != null && !liveness.isDead(row, wallNow, upSince);
    }

    /** Whether its owner, living or not, has given it up. */
    public static boolean isGivenUp(Entry entry) {
        return GIVEN_UP.contains(entry.state());
    }
}
