package io.vastctl.memory.guard;

import io.vastctl.memory.Database;
import io.vastctl.memory.OwnerRow;
import io.vastctl.memory.Owners;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import io.vastctl.memory.TakenOverException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One guard for one plan: who holds it, for as long as the holder gives signs of life. */
public final class GuardLeases {

    private static final String COLUMNS = "guard, holder_id, holder, pid, taken_at_ms, until_ms";

    private final Database database;

    public GuardLeases(Database database) {
        this.database = database;
    }

    /**
     * Takes the plan if nobody holds it, or whoever did is silent for too long; one's own is lengthened.
     *
     * @return the lease as it is now; another's if its {@code holderId} is another
     */
    public GuardLease take(String guard, String holderId, String holder, long pid, Duration length) {
        return take(guard, holderId, holder, pid, length, owner -> false);
    }

    /**
     * The same, and at once from a process that is proven to be gone.
     *
     * @param dead whether an owner of that name is
     */
    public GuardLease take(
            String guard, String holderId, String holder, long pid, Duration length, Predicate<OwnerRow> dead) {
        return database.write("take the plan " + guard, session -> {
            Instant now = database.leaseNow(session);
            Optional<GuardLease> held = find(session, guard);
            boolean mine =
                    held.filter(lease -> lease.holderId().equals(holderId)).isPresent();
            if (!mine && held.isPresent() && isHeld(session, held.get(), now, dead)) return held.get();
            Instant taken = mine ? held.get().takenAt() : now;
            GuardLease lease = new GuardLease(guard, holderId, holder, pid, taken, now.plus(length));
            session.update(
                    "INSERT INTO guard_leases (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (guard) DO UPDATE"
                            + " SET holder_id = excluded.holder_id, holder = excluded.holder, pid = excluded.pid,"
                            + " taken_at_ms = excluded.taken_at_ms, until_ms = excluded.until_ms",
                    guard,
                    holderId,
                    holder,
                    pid,
                    lease.takenAt(),
                    lease.until());
            return lease;
        });
    }

    private static boolean isHeld(Session session, GuardLease lease, Instant now, Predicate<OwnerRow> dead)
            throws SQLException {
        return now.isBefore(lease.until())
                && Owners.find(session, lease.holderId()).filter(dead).isEmpty();
    }

    /**
     * Who keeps the plan now; empty if nobody does, or the process that did is proven to be gone.
     *
     * @param dead whether an owner of that name is
     */
    public Optional<GuardLease> living(String guard, Predicate<OwnerRow> dead) {
        return database.read("read who keeps " + guard, session -> {
            Optional<GuardLease> lease = find(session, guard);
            boolean held = lease.isPresent() && isHeld(session, lease.get(), database.leaseNow(session), dead);
            return held ? lease : Optional.empty();
        });
    }

    /** Lets go of it, so that the next guard need not wait. Another's stays as it is. */
    public void release(String guard, String holderId) {
        database.write(
                "let go of the plan " + guard,
                session ->
                        session.update("DELETE FROM guard_leases WHERE guard = ? AND holder_id = ?", guard, holderId));
    }

    public Optional<GuardLease> find(String guard) {
        return database.read("read who keeps " + guard, session -> find(session, guard));
    }

    /** Of every plan that is or was kept on this file. */
    public List<GuardLease> list() {
        return database.read(
                "read who keeps which plan",
                session -> session.list("SELECT " + COLUMNS + " FROM guard_leases ORDER BY guard", GuardLeases::row));
    }

    /** @throws TakenOverException if another holds it by now, or nobody */
    static void require(Session session, String guard, String holderId) throws SQLException {
        if (find(session, guard)
                .filter(lease -> lease.holderId().equals(holderId))
                .isEmpty())
            throw new TakenOverException("another guard took the plan " + guard + " over; nothing more is done");
    }

    private static Optional<GuardLease> find(Session session, String guard) throws SQLException {
        return session.first("SELECT " + COLUMNS + " FROM guard_leases WHERE guard = ?", GuardLeases::row, guard);
    }

    private static GuardLease row(Row row) throws SQLException {
        return new GuardLease(
                row.text("guard"),
                row.text("holder_id"),
                row.text("holder"),
                row.number("pid"),
                row.instant("taken_at_ms"),
                row.instant("until_ms"));
    }
}
