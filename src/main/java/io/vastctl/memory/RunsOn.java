package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which runs are on, on whichever machine: each has a row with a sign of life by the database's clock. What dead ones left
 * is removed by the next that asks.
 */
public final class RunsOn {

    private static final String COLUMNS = "run_name, holder, host, pid, process_start, since_ms, heartbeat_ms";

    private final Database database;
    private final Clock wall;
    private final Liveness here;

    /**
     * @param wall real time; a server has its own, which then counts
     * @param here this host: a process of it that is gone is known for dead at once, others by their silence
     */
    public RunsOn(Database database, Clock wall, Liveness here) {
        this.database = database;
        this.wall = wall;
        this.here = here;
    }

    /**
     * Is there, whoever else is.
     *
     * @param name nobody else's
     * @param holder for people
     */
    public void join(String name, String holder, long pid) {
        database.write("note that a run is on", session -> put(session, name, holder, pid));
    }

    /** Is there if nobody else is. @return whether it is */
    public boolean joinAlone(String name, String holder, long pid) {
        return database.write("note that a run is on", session -> {
            removeDead(session);
            if (others(session, name).isPresent()) return false;
            return put(session, name, holder, pid) > 0;
        });
    }

    private int put(Session session, String name, String holder, long pid) throws SQLException {
        Instant now = database.sharedNow(session, wall);
        return session.update(
                "INSERT INTO run_presence (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_name)"
                        + " DO UPDATE SET heartbeat_ms = excluded.heartbeat_ms",
                name,
                holder,
                here.host(),
                pid,
                here.processes().startOf(pid).orElse(""),
                now,
                now);
    }

    private void removeDead(Session session) throws SQLException {
        Instant now = database.sharedNow(session, wall);
        Instant upSince = database.upSince(session);
        for (OwnerRow run : rows(session))
            if (here.isDead(run, now, upSince))
                session.update("DELETE FROM run_presence WHERE run_name = ?", run.ownerId());
    }

    /** A sign of life. A run that was taken for dead while it was only asleep is there again. */
    public void beat(String name, String holder, long pid) {
        join(name, holder, pid);
    }

    /** It is over. */
    public void leave(String name) {
        database.write(
                "note that a run is over",
                session -> session.update("DELETE FROM run_presence WHERE run_name = ?", name));
    }

    /** Who of the others came last and lives, for people. */
    public Optional<String> others(String name) {
        return database.read("read who has a run on", session -> others(session, name));
    }

    private Optional<String> others(Session session, String name) throws SQLException {
        Instant now = database.sharedNow(session, wall);
        Instant upSince = database.upSince(session);
        return rows(session).stream()
                .filter(run -> !run.ownerId().equals(name) && !here.isDead(run, now, upSince))
                .map(OwnerRow::command)
                .reduce((earlier, later) -> later);
    }

    /** As the rows of owners are, with the holder for the command. */
    private static List<OwnerRow> rows(Session session) throws SQLException {
        return session.list(
                "SELECT " + COLUMNS + " FROM run_presence ORDER BY since_ms, run_name",
                row -> new OwnerRow(
                        row.text("run_name"),
                        row.text("host"),
                        row.number("pid"),
                        row.text("process_start"),
                        row.text("holder"),
                        row.instant("since_ms"),
                        row.instant("heartbeat_ms"),
                        Optional.empty()));
    }

    /** How often a sign of life is due. */
    public static Duration beat() {
        return Liveness.BEAT;
    }
}
