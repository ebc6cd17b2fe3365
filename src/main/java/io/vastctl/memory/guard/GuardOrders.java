package io.vastctl.memory.guard;

import io.vastctl.memory.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the operator told a guard that may run in another process. It looks at each tick. */
public final class GuardOrders {

    /** To end; what is rented stays under its lease. */
    public static final String STOP = "stop";

    /** To give everything back, then to end. */
    public static final String STOP_AND_DESTROY = "stop and destroy";

    /** To keep the endpoint of that name empty. */
    public static final String DRAIN = "drain";

    /** Not an order: what remains of one to end, once it was carried out, for whoever stands by. */
    private static final String ENDED = "ended";

    private final Database database;
    private final String guard;

    /** @param guard the plan's name */
    public GuardOrders(Database database, String guard) {
        this.database = database;
        this.guard = guard;
    }

    /**
     * Gives an order; one that stands already stands once.
     *
     * @param subject an endpoint's name, or empty
     */
    public void give(String word, String subject) {
        database.write(
                "give the guard an order",
                session -> session.update(
                        "INSERT INTO guard_orders (guard, word, subject, at_ms) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (guard, word, subject) DO NOTHING",
                        guard,
                        word,
                        subject,
                        database.now()));
    }

    /** Takes it back, or notes that it was carried out. */
    public void lift(String word, String subject) {
        database.write(
                "lift an order",
                session -> session.update(
                        "DELETE FROM guard_orders WHERE guard = ? AND word = ? AND subject = ?", guard, word, subject));
    }

    /** Notes that the guard ends because it was told to; each time by a later moment. */
    public void noteEnd() {
        database.write(
                "note that the guard was told to end",
                session -> session.update(
                        "INSERT INTO guard_orders (guard, word, subject, at_ms) VALUES (?, ?, '', ?)"
                                + " ON CONFLICT (guard, word, subject) DO UPDATE SET at_ms = CASE WHEN excluded.at_ms >"
                                + " guard_orders.at_ms THEN excluded.at_ms ELSE guard_orders.at_ms + 1 END",
                        guard,
                        ENDED,
                        database.now()));
    }

    /** When a guard of the plan last ended because it was told to; another moment means another end. */
    public Optional<Instant> lastEnd() {
        return database.read(
                "read when the guard was told to end",
                session -> session.first(
                        "SELECT at_ms FROM guard_orders WHERE guard = ? AND word = ?",
                        row -> row.instant("at_ms"),
                        guard,
                        ENDED));
    }

    /** The subjects of the standing orders of that word. */
    public List<String> standing(String word) {
        return database.read(
                "read the orders of the guard",
                session -> session.list(
                        "SELECT subject FROM guard_orders WHERE guard = ? AND word = ? ORDER BY subject",
                        row -> row.text("subject"),
                        guard,
                        word));
    }
}
