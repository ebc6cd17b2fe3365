package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What was rented and may still be alive. The intent is on disk before the create request goes out,
 * so a rental is found again by its label whatever happens to this process.
 *
 * <p>Saying again what is already known changes nothing: two processes may clean up the same rental.
 * Any other step that does not follow from the recorded state throws {@link IllegalStateException}.
 */
public final class Journal {

    private static final String COLUMNS =
            "label, run_id, attempt, offer_id, machine_id, host_id, dollars_per_hour, origin, state, instance_id,"
                    + " detail, updated_at_ms";

    private final Database database;

    public Journal(Database database) {
        this.database = database;
    }

    /**
     * Records that a create request is about to go out.
     *
     * @throws IllegalStateException if the label was used before
     */
    public void intend(Intent intent) {
        Instant now = database.now();
        int added = database.write(
                "note the intent " + intent.label(),
                session -> session.update(
                        "INSERT INTO journal (" + COLUMNS + ", created_at_ms)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (label) DO NOTHING",
                        intent.label(),
                        intent.runId(),
                        intent.attempt(),
                        intent.offerId(),
                        intent.machineId(),
                        intent.hostId(),
                        intent.dollarsPerHour(),
                        intent.origin(),
                        State.INTENDED,
                        OptionalLong.empty(),
                        "",
                        now,
                        now));
        if (added == 0) throw new IllegalStateException("label " + intent.label() + " is in the journal already");
    }

    /** The instance exists: the create answered, or a listing showed the label. */
    public void created(String label, long instanceId) {
        step(label, State.CREATED, OptionalLong.of(instanceId), "");
    }

    /** A destroy request is about to go out. */
    public void destroying(String label) {
        step(label, State.DESTROYING, OptionalLong.empty(), "");
    }

    /** The instance is proven gone. */
    public void gone(String label) {
        step(label, State.GONE, OptionalLong.empty(), "");
    }

    /** The create is proven to have made nothing. */
    public void absent(String label) {
        step(label, State.ABSENT, OptionalLong.empty(), "");
    }

    /**
     * The instance may still run and nobody looks after it.
     *
     * @param detail what was tried and what came back
     */
    public void leaked(String label, String detail) {
        step(label, State.LEAKED, OptionalLong.empty(), detail);
    }

    /** The instance runs on purpose. */
    public void kept(String label) {
        step(label, State.KEPT, OptionalLong.empty(), "");
    }

    /** Whatever may still be alive, oldest first. */
    public List<Entry> open() {
        return database.read(
                "read the journal",
                session -> session.list(
                        "SELECT " + COLUMNS + " FROM journal WHERE state NOT IN (?, ?) ORDER BY created_at_ms, label",
                        Journal::entry,
                        State.GONE,
                        State.ABSENT));
    }

    public Optional<Entry> find(String label) {
        return database.read("read the journal", session -> find(session, label));
    }

    private static Optional<Entry> find(Session session, String label) throws SQLException {
        return session.first("SELECT " + COLUMNS + " FROM journal WHERE label = ?", Journal::entry, label);
    }

    private void step(String label, State to, OptionalLong instanceId, String detail) {
        database.write("note in the journal that " + label + " is " + to, session -> {
            Entry entry = find(session, label)
                    .orElseThrow(() -> new IllegalStateException("label " + label + " is not in the journal"));
            requireLegal(entry, to, instanceId);
            OptionalLong known = instanceId.isPresent() ? instanceId : entry.instanceId();
            // The state is asked for again: on a server, another process may have been faster.
            return session.update(
                    "UPDATE journal SET state = ?, instance_id = ?, detail = ?, updated_at_ms = ?"
                            + " WHERE label = ? AND state = ?",
                    to,
                    known,
                    detail,
                    database.now(),
                    label,
                    entry.state());
        });
    }

    private static void requireLegal(Entry entry, State to, OptionalLong instanceId) {
        boolean contradicts =
                instanceId.isPresent() && entry.instanceId().isPresent() && !instanceId.equals(entry.instanceId());
        boolean absentYetSeen = to == State.ABSENT && entry.instanceId().isPresent();
        if (contradicts
                || absentYetSeen
                || !(entry.state() == to || to.follows().contains(entry.state()))) {
            throw new IllegalStateException("label " + entry.intent().label() + " cannot become " + to
                    + (instanceId.isPresent() ? " as instance " + instanceId.getAsLong() : "") + ": it is "
                    + entry.state()
                    + (entry.instanceId().isPresent()
                            ? " as instance " + entry.instanceId().getAsLong()
                            : ""));
        }
    }

    private static Entry entry(Row row) throws SQLException {
        Intent intent = new Intent(
                row.text("label"),
                row.text("run_id"),
                row.integer("attempt"),
                row.number("offer_id"),
                row.number("machine_id"),
                row.number("host_id"),
                row.decimal("dollars_per_hour"),
                row.constant(Origin.class, "origin"));
        return new Entry(
                intent,
                row.constant(State.class, "state"),
                row.optionalNumber("instance_id"),
                row.instant("updated_at_ms"),
                row.text("detail"));
    }

    /**
     * One create request that is about to go out.
     *
     * @param label names this rental only
     * @param attempt within the run, from 1
     * @param dollarsPerHour USD, all in
     */
    public record Intent(
            String label,
            String runId,
            int attempt,
            long offerId,
            long machineId,
            long hostId,
            double dollarsPerHour,
            Origin origin) {}

    /**
     * What is known of one rental.
     *
     * @param instanceId empty until an answer or a listing named it
     * @param detail of a leak; else empty
     */
    public record Entry(Intent intent, State state, OptionalLong instanceId, Instant updatedAt, String detail) {}

    /** Where a rental stands. All but {@link #GONE} and {@link #ABSENT} may cost money. */
    public enum State {
        INTENDED,
        CREATED,
        DESTROYING,
        GONE,
        ABSENT,
        LEAKED,
        KEPT;

        /** The states from which this one may be reached. */
        Set<State> follows() {
            return switch (this) {
                case INTENDED -> EnumSet.noneOf(State.class);
                case CREATED, ABSENT -> EnumSet.of(INTENDED, LEAKED);
                case DESTROYING -> EnumSet.of(CREATED, LEAKED, KEPT);
                case GONE -> EnumSet.of(CREATED, DESTROYING, LEAKED, KEPT);
                case LEAKED -> EnumSet.of(INTENDED, CREATED, DESTROYING, KEPT);
                case KEPT -> EnumSet.of(CREATED);
            };
        }
    }
}
