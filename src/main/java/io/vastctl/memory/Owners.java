package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The processes that look after rentals, each with its last sign of life. */
public final class Owners {

    /** How long the row of an ended process is kept; longer while it has an open rental. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String COLUMNS =
            "owner_id, host, pid, process_start, command, started_at_ms, heartbeat_ms, ended_at_ms";

    private final Database database;
    private final Clock wall;

    /** @param wall real time, also where the market's is simulated; a server has its own, which then counts */
    public Owners(Database database, Clock wall) {
        this.database = database;
        this.wall = wall;
    }

    /**
     * Makes a process known that is about to rent.
     *
     * @param ownerId nobody else's
     */
    public OwnerRow register(String ownerId, Liveness here, long pid, String command) {
        String start = here.processes().startOf(pid).orElse("");
        return database.write("note who is at work", session -> {
            Instant now = database.sharedNow(session, wall);
            OwnerRow row = new OwnerRow(ownerId, here.host(), pid, start, command, now, now, Optional.empty());
            forgetOld(session, now.minus(KEPT));
            session.update(
                    "INSERT INTO owners (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    row.ownerId(),
                    row.host(),
                    row.pid(),
                    row.processStart(),
                    row.command(),
                    row.startedAt(),
                    row.heartbeat(),
                    row.endedAt());
            return row;
        });
    }

    private static void forgetOld(Session session, Instant before) throws SQLException {
        session.update(
                "DELETE FROM owners WHERE ended_at_ms < ? AND owner_id NOT IN (SELECT owner_id FROM journal WHERE "
                        + Journal.OPEN + ")",
                before);
    }

    /** A sign of life; false if another process took this one for dead. */
    public boolean beat(String ownerId) {
        return database.write(
                        "note a sign of life",
                        session -> session.update(
                                "UPDATE owners SET heartbeat_ms = ? WHERE owner_id = ? AND ended_at_ms IS NULL",
                                database.sharedNow(session, wall),
                                ownerId))
                > 0;
    }

    /** The process is done with all its rentals, or leaves them to whoever comes. */
    public void end(String ownerId) {
        database.record(
                "note the end of the work",
                session -> session.update(
                        "UPDATE owners SET ended_at_ms = ? WHERE owner_id = ? AND ended_at_ms IS NULL",
                        database.sharedNow(session, wall),
                        ownerId));
    }

    public Optional<OwnerRow> find(String ownerId) {
        return database.read("read who is at work", session -> find(session, ownerId));
    }

    /** Every owner, oldest first. */
    public List<OwnerRow> list() {
        return database.read(
                "read who is at work",
                session -> session.list(
                        "SELECT " + COLUMNS + " FROM owners ORDER BY started_at_ms, owner_id", Owners::row));
    }

    /** The wall time that signs of life are dated by: the server's, where there is one. */
    public Instant now() {
        return database.read("read the time", session -> database.sharedNow(session, wall));
    }

    /** Since when signs of life can have been written: the start of the server, where there is one. */
    public Instant upSince() {
        return database.read("read the time", database::upSince);
    }

    public static Optional<OwnerRow> find(Session session, String ownerId) throws SQLException {
        return session.first("SELECT " + COLUMNS + " FROM owners WHERE owner_id = ?", Owners::row, ownerId);
    }

    private static OwnerRow row(Row row) throws SQLException {
        return new OwnerRow(
                row.text("owner_id"),
                row.text("host"),
                row.number("pid"),
                row.text("process_start"),
                row.text("command"),
                row.instant("started_at_ms"),
                row.instant("heartbeat_ms"),
                row.optionalInstant("ended_at_ms"));
    }
}
