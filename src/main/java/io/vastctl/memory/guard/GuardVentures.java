package io.vastctl.memory.guard;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import io.vastctl.memory.JournalRows;
import io.vastctl.memory.Row;
import io.vastctl.memory.TakenOverException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The rents of a guard, and what it lost of them. */
public final class GuardVentures {

    private static final String COLUMNS =
            "run_id, guard, endpoint, workload, since_ms, ceiling, replaces, ended_at_ms, outcome";

    /** Each part has an index of its own: most rents ended long ago. */
    private static final String SINCE = "SELECT run_id FROM guard_ventures WHERE guard = ? AND ended_at_ms IS NULL"
            + " UNION SELECT run_id FROM guard_ventures WHERE guard = ? AND ended_at_ms >= ?"
            + " UNION SELECT run_id FROM journal WHERE " + Journal.OPEN;

    /**
     * A rental that had to be given back because it failed.
     *
     * @param endpoint name in the plan
     */
    public record Loss(Instant at, String endpoint) {}

    private final Database database;
    private final String guard;

    /** @param guard the plan's name */
    public GuardVentures(Database database, String guard) {
        this.database = database;
        this.guard = guard;
    }

    /**
     * A rent is about to begin.
     *
     * @throws TakenOverException if another guard holds the plan by now
     */
    public void begin(GuardVenture venture, String holderId) {
        database.write("note the rent " + venture.runId(), session -> {
            GuardLeases.require(session, guard, holderId);
            return session.update(
                    "INSERT INTO guard_ventures (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    venture.runId(),
                    guard,
                    venture.endpoint(),
                    venture.workload(),
                    venture.since(),
                    venture.ceiling(),
                    venture.replaces(),
                    venture.endedAt(),
                    venture.outcome());
        });
    }

    /** It is over; said twice, the first counts. */
    public void end(String runId, String outcome) {
        database.write(
                "note the end of the rent " + runId,
                session -> session.update(
                        "UPDATE guard_ventures SET ended_at_ms = ?, outcome = ? WHERE run_id = ? AND ended_at_ms IS NULL",
                        database.now(),
                        outcome,
                        runId));
    }

    /** All that are under way or ended at that moment or later, or whose rental is not proven gone; oldest first. */
    public List<GuardVenture> since(Instant moment) {
        return database.read(
                "read the guard's rents",
                session -> session.list(
                        "SELECT " + COLUMNS + " FROM guard_ventures WHERE guard = ? AND run_id IN (" + SINCE
                                + ") ORDER BY since_ms, run_id",
                        GuardVentures::row,
                        guard,
                        guard,
                        guard,
                        moment));
    }

    /** The journal's entries of all its rents that were closed at that moment or later, or are open; oldest first. */
    public List<Journal.Entry> entries(Instant moment) {
        return database.read(
                "read the guard's rentals",
                session -> JournalRows.list(
                        session,
                        "WHERE (" + Journal.OPEN + " OR closed_at_ms >= ?) AND EXISTS (SELECT 1 FROM guard_ventures v"
                                + " WHERE v.run_id = journal.run_id AND v.guard = ?)",
                        moment,
                        guard));
    }

    /** Notes once for each rental that it failed. */
    public void lost(long instanceId, String endpoint) {
        database.write(
                "note the loss of instance " + instanceId,
                session -> session.update(
                        "INSERT INTO guard_losses (guard, instance_id, at_ms, endpoint) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (guard, instance_id) DO NOTHING",
                        guard,
                        instanceId,
                        database.now(),
                        endpoint));
    }

    public List<Loss> losses(Instant since) {
        return database.read(
                "read the guard's losses",
                session -> session.list(
                        "SELECT at_ms, endpoint FROM guard_losses WHERE guard = ? AND at_ms >= ? ORDER BY at_ms",
                        row -> new Loss(row.instant("at_ms"), row.text("endpoint")),
                        guard,
                        since));
    }

    private static GuardVenture row(Row row) throws SQLException {
        return new GuardVenture(
                row.text("run_id"),
                row.text("guard"),
                row.text("endpoint"),
                row.text("workload"),
                row.instant("since_ms"),
                row.decimal("ceiling"),
                row.optionalNumber("replaces"),
                row.optionalInstant("ended_at_ms"),
                row.optionalText("outcome"));
    }
}
