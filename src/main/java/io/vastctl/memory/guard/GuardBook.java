package io.vastctl.memory.guard;

import io.vastctl.memory.Database;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import io.vastctl.memory.StoreException;
import io.vastctl.memory.TakenOverException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a guard saw and decided, tick by tick, and what it hands on from one look to the next. */
public final class GuardBook {

    private final Database database;

    public GuardBook(Database database) {
        this.database = database;
    }

    /**
     * Stores a tick, and what the next look needs, in one transaction. What was decided may be done once this returns.
     *
     * @param acts whether any of it acts, and does not only tell
     * @throws TakenOverException if another guard holds the plan by now: nothing may be done
     */
    public long store(GuardTick tick, String holderId, boolean acts, String memoryJson) {
        return database.write("note what the guard decided", session -> {
            GuardLeases.require(session, tick.guard(), holderId);
            long plan = plan(session, tick);
            long id = session.number(
                    "INSERT INTO guard_ticks (guard, plan_id, at_ms, acts, observation_json, vitals_json)"
                            + " VALUES (?, ?, ?, ?, ?, ?)"
                            + " RETURNING tick_id",
                    tick.guard(),
                    plan,
                    tick.at(),
                    acts ? 1 : 0,
                    tick.observationJson(),
                    tick.vitalsJson());
            int position = 0;
            for (GuardDecisionRow decision : tick.decisions())
                session.update(
                        "INSERT INTO guard_decisions (tick_id, position, rule, action, subject, endpoint, reason,"
                                + " action_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        id,
                        position++,
                        decision.rule(),
                        decision.action(),
                        decision.subject(),
                        decision.endpoint(),
                        decision.reason(),
                        decision.actionJson());
            session.update(
                    "INSERT INTO guard_memories (guard, at_ms, memory_json) VALUES (?, ?, ?) ON CONFLICT (guard) DO"
                            + " UPDATE SET at_ms = excluded.at_ms, memory_json = excluded.memory_json",
                    tick.guard(),
                    tick.at(),
                    memoryJson);
            return id;
        });
    }

    private static long plan(Session session, GuardTick tick) throws SQLException {
        Optional<Long> known = session.first(
                "SELECT plan_id FROM guard_plans WHERE guard = ? AND plan_json = ?",
                row -> row.number("plan_id"),
                tick.guard(),
                tick.planJson());
        if (known.isPresent()) return known.get();
        return session.number(
                "INSERT INTO guard_plans (guard, plan_json, first_at_ms) VALUES (?, ?, ?) RETURNING plan_id",
                tick.guard(),
                tick.planJson(),
                tick.at());
    }

    /** What the last look left for the next one; empty before the first. */
    public Optional<String> memory(String guard) {
        return database.read(
                "read what the guard remembers",
                session -> session.first(
                        "SELECT memory_json FROM guard_memories WHERE guard = ?",
                        row -> row.text("memory_json"),
                        guard));
    }

    /** The newest tick; empty if there is none. */
    public Optional<GuardTick> last(String guard) {
        return database.read("read what the guard saw", session -> {
            Optional<Long> id = session.first(
                    "SELECT tick_id FROM guard_ticks WHERE guard = ? ORDER BY tick_id DESC LIMIT 1",
                    row -> row.number("tick_id"),
                    guard);
            return id.isEmpty() ? Optional.empty() : Optional.of(tick(session, id.get()));
        });
    }

    /** The numbers of the ticks since that moment, oldest first. */
    public List<Long> ticks(String guard, Instant since) {
        return database.read(
                "read what the guard saw",
                session -> session.list(
                        "SELECT tick_id FROM guard_ticks WHERE guard = ? AND at_ms >= ? ORDER BY tick_id",
                        row -> row.number("tick_id"),
                        guard,
                        since));
    }

    /**
     * One tick, with all that was written of it.
     *
     * @throws StoreException if there is no such tick
     */
    public GuardTick tick(long id) {
        return database.read("read tick " + id, session -> tick(session, id));
    }

    private static GuardTick tick(Session session, long id) throws SQLException {
        GuardTick bare = session.first(
                        "SELECT t.guard, t.at_ms, t.observation_json, t.vitals_json, p.plan_json FROM guard_ticks t JOIN guard_plans p"
                                + " ON p.plan_id = t.plan_id WHERE t.tick_id = ?",
                        row -> new GuardTick(
                                row.text("guard"),
                                row.instant("at_ms"),
                                row.text("plan_json"),
                                row.text("observation_json"),
                                row.text("vitals_json"),
                                List.of()),
                        id)
                .orElseThrow(() -> new SQLException("no tick " + id));
        List<GuardDecisionRow> decisions = session.list(
                "SELECT t.at_ms, d.* FROM guard_decisions d JOIN guard_ticks t ON t.tick_id = d.tick_id"
                        + " WHERE d.tick_id = ? ORDER BY d.position",
                GuardBook::decision,
                id);
        return new GuardTick(
                bare.guard(), bare.at(), bare.planJson(), bare.observationJson(), bare.vitalsJson(), decisions);
    }

    /**
     * A decision and the look that it came of.
     *
     * @param tick for {@link #tick(long)}
     */
    public record Found(long tick, GuardDecisionRow decision) {}

    /** Decisions, the newest first. */
    public List<Found> decisions(String guard, GuardDecisionFilter filter) {
        String rule = filter.rule().orElse("");
        String endpoint = filter.endpoint().orElse("");
        return database.read(
                "read what the guard decided",
                session -> session.list(
                        "SELECT t.at_ms, d.* FROM guard_decisions d JOIN guard_ticks t ON t.tick_id = d.tick_id"
                                + " WHERE t.guard = ? AND t.at_ms >= ? AND (? = '' OR d.rule = ?)"
                                + " AND (? = '' OR d.endpoint = ?)"
                                + " AND (? = 1 OR d.action NOT IN ('Tell', 'RenewLease'))"
                                + " ORDER BY d.tick_id DESC, d.position LIMIT ?",
                        row -> new Found(row.number("tick_id"), decision(row)),
                        guard,
                        filter.since(),
                        rule,
                        rule,
                        endpoint,
                        endpoint,
                        filter.routine() ? 1 : 0,
                        filter.most()));
    }

    private static GuardDecisionRow decision(Row row) throws SQLException {
        return new GuardDecisionRow(
                row.instant("at_ms"),
                row.text("rule"),
                row.text("action"),
                row.text("subject"),
                row.text("endpoint"),
                row.text("reason"),
                row.text("action_json"));
    }

    /**
     * Drops ticks with their decisions, and plans that no tick needs any more.
     *
     * @param before those in which something was done
     * @param tellingBefore the others, of which there are many more
     */
    public void forget(String guard, Instant before, Instant tellingBefore) {
        // The first bound is for the index, which knows nothing of what acts.
        String old = " WHERE guard = ? AND at_ms < ? AND at_ms < CASE acts WHEN 1 THEN ? ELSE ? END";
        Instant latest = before.isAfter(tellingBefore) ? before : tellingBefore;
        database.write("forget old looks of the guard", session -> {
            session.update(
                    "DELETE FROM guard_decisions WHERE tick_id IN (SELECT tick_id FROM guard_ticks" + old + ")",
                    guard,
                    latest,
                    before,
                    tellingBefore);
            int gone = session.update("DELETE FROM guard_ticks" + old, guard, latest, before, tellingBefore);
            session.update(
                    "DELETE FROM guard_plans WHERE guard = ? AND NOT EXISTS"
                            + " (SELECT 1 FROM guard_ticks t WHERE t.plan_id = guard_plans.plan_id)",
                    guard);
            session.update("DELETE FROM guard_losses WHERE guard = ? AND at_ms < ?", guard, before);
            return gone;
        });
    }
}
