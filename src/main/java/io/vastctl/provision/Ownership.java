package io.vastctl.provision;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.Owners;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's name in the journal, with a heartbeat for as long as it is open: others tell by it that the
 * rentals under that name are being looked after.
 */
public final class Ownership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private static final Set<String> RENTING = Set.of("test", "up", RunRequest.GUARD);

    private final Database database;
    private final Owners owners;
    private final Liveness liveness;
    private final String ownerId;
    private final boolean rents;
    private final boolean seen;
    private final Pulse.Beating heartbeat;

    private Ownership(
            Database database,
            Owners owners,
            Liveness liveness,
            String ownerId,
            boolean rents,
            Pulse pulse,
            boolean seen) {
        this.database = database;
        this.owners = owners;
        this.liveness = liveness;
        this.ownerId = ownerId;
        this.rents = rents;
        this.seen = seen;
        heartbeat = pulse.start(Liveness.BEAT, this::beat);
    }

    /**
     * Registers this process and begins to beat.
     *
     * @param command such as {@code test}
     * @param wall real time, also where the market's is simulated
     * @param here this host
     */
    public static Ownership open(Database database, String command, Clock wall, Liveness here, Pulse pulse) {
        return open(
                database, command, wall, here, pulse, ProcessHandle.current().pid());
    }

    public static Ownership open(
            Database database, String command, Clock wall, Liveness here, Pulse pulse, long processId) {
        Owners owners = new Owners(database, wall);
        String ownerId = command + "-" + processId + "-" + UUID.randomUUID();
        owners.register(ownerId, here, processId, command);
        return new Ownership(database, owners, here, ownerId, RENTING.contains(command), pulse, true);
    }

    /** One that nobody is told of, where nothing can be written: for looking only. */
    public static Ownership unseen(Database database, String command, Clock wall, Liveness here) {
        Pulse none = (every, beat) -> () -> {};
        return new Ownership(
                database, new Owners(database, wall), here, command + "-" + UUID.randomUUID(), false, none, false);
    }

    /** Whether others are told of this process, so that it may write and take things over. */
    public boolean isSeen() {
        return seen;
    }

    public String ownerId() {
        return ownerId;
    }

    /** Whether this process rents, and does not only look after what is rented. */
    public boolean rents() {
        return rents;
    }

    /** The journal in this process's name. */
    public Journal journal() {
        return new Journal(database, ownerId);
    }

    public Owners owners() {
        return owners;
    }

    public Liveness liveness() {
        return liveness;
    }

    /** A beat that cannot be written is not the end: others wait for more than one to fail. */
    private void beat() {
        try {
            if (!owners.beat(ownerId)) LOG.warn("another process took over what {} looked after", ownerId);
        } catch (RuntimeException e) {
            LOG.warn("no sign of life could be written: {}", e.getMessage());
        }
    }

    /**
     * Leaves at once what is still open to whoever sweeps next, and tells what it is; the journal is not touched.
     * What is kept on purpose is told too where this process rented it: nobody may have seen it yet.
     */
    public List<Leftover> abandon() {
        List<Leftover> left = journal().ownOpen().stream()
                .filter(entry -> rents || entry.state() != Journal.State.KEPT)
                .map(entry -> Leftover.of(entry, OptionalLong.empty(), "left before it was proven gone"))
                .toList();
        owners.end(ownerId);
        return left;
    }

    /** Leaves what is still open to whoever sweeps next. */
    @Override
    public void close() {
        heartbeat.close();
        if (!seen) return;
        try {
            owners.end(ownerId);
        } catch (RuntimeException e) {
            // Then the process itself is missing soon, which is as good a sign.
            LOG.warn("the end of {} could not be written: {}", ownerId, e.getMessage());
        }
    }
}
