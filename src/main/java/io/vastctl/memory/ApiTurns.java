package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose turn it is to call the API: one budget of calls for all processes that use the same key, in the order in which
 * they ask. A turn is a moment; a process that dies before its own costs the others no more than that one.
 *
 * <p>Each step is one statement, so that nobody waits for the writers of the journal.
 */
public final class ApiTurns {

    /** A clock that is so much further back than at the last turn was set, and turns by its old time are void. */
    private static final Duration SET_BACK = Duration.ofSeconds(5);

    /** A slot that counts how many turns were taken, so that the others are used one after the other. */
    private static final int COUNTER = -1;

    private final Database database;
    private final Clock clock;
    private final String identity;

    /**
     * A turn of ours.
     *
     * @param wait until it has come
     */
    public record Turn(String endpoint, int slot, Duration wait) {}

    /**
     * @param clock the market's; where the market's time is real, a server's own counts
     * @param identity stands for the key and its market; not the key itself
     */
    public ApiTurns(Database database, Clock clock, String identity) {
        this.database = database;
        this.clock = clock;
        this.identity = identity;
    }

    /**
     * Takes the next turn.
     *
     * @param calls how many may be made within the period
     * @throws StoreException if the database is away
     */
    public Turn take(String endpoint, int calls, Duration period) {
        Optional<Instant> given = givenTime();
        return database.once("take a turn to call the API", session -> {
            int slot = calls == 1 ? 0 : (int) (count(session, endpoint) % calls);
            return new Turn(endpoint, slot, waitFor(session, endpoint, slot, period, given));
        });
    }

    /** Asked before the connection is taken, because a simulated market's is asked for over HTTP. */
    private Optional<Instant> givenTime() {
        return database.hasSharedTime() ? Optional.empty() : Optional.of(clock.instant());
    }

    private long count(Session session, String endpoint) throws SQLException {
        return session.number(
                "INSERT INTO api_turns (identity, endpoint, slot, next_at_ms, taken_at_ms, held_until_ms)"
                        + " VALUES (?, ?, ?, 0, 0, 0) ON CONFLICT (identity, endpoint, slot)"
                        + " DO UPDATE SET next_at_ms = api_turns.next_at_ms + 1 RETURNING next_at_ms",
                identity,
                endpoint,
                COUNTER);
    }

    private Duration waitFor(Session session, String endpoint, int slot, Duration period, Optional<Instant> given)
            throws SQLException {
        String sql = "INSERT INTO api_turns (identity, endpoint, slot, next_at_ms, taken_at_ms, held_until_ms)"
                + " SELECT ?, ?, ?, time.now + ?, time.now, 0 FROM (SELECT " + now() + " AS now) AS time WHERE true"
                + " ON CONFLICT (identity, endpoint, slot) DO UPDATE SET taken_at_ms = excluded.taken_at_ms,"
                + " next_at_ms = CASE WHEN api_turns.taken_at_ms > excluded.taken_at_ms + " + SET_BACK.toMillis()
                + " OR api_turns.next_at_ms < excluded.taken_at_ms THEN excluded.next_at_ms"
                + " ELSE api_turns.next_at_ms + excluded.next_at_ms - excluded.taken_at_ms END"
                + " RETURNING next_at_ms - taken_at_ms";
        long next = given.isPresent()
                ? session.number(sql, identity, endpoint, slot, period, given.get())
                : session.number(sql, identity, endpoint, slot, period);
        return Duration.ofMillis(Math.max(0, next - period.toMillis()));
    }

    private String now() {
        return database.hasSharedTime() ? "(" + database.sharedTime() + ")" : "CAST(? AS BIGINT)";
    }

    /**
     * Whether the API has asked for a pause since that turn was taken: then it is void, and another has to be taken. To be
     * asked once its time has come.
     *
     * @throws StoreException if the database is away
     */
    public boolean isVoid(Turn turn) {
        Optional<Instant> given = givenTime();
        return database.once("look at a turn to call the API", session -> {
            String sql = "SELECT COUNT(*) FROM api_turns WHERE identity = ? AND endpoint = ? AND slot = ?"
                    + " AND held_until_ms > " + now();
            return (given.isPresent()
                            ? session.number(sql, identity, turn.endpoint(), turn.slot(), given.get())
                            : session.number(sql, identity, turn.endpoint(), turn.slot()))
                    > 0;
        });
    }

    /**
     * Lets nobody call that endpoint for so long: the API asked for it.
     *
     * @throws StoreException if the database is away
     */
    public void hold(String endpoint, Duration pause) {
        Optional<Instant> given = givenTime();
        database.once("put off calls of the API", session -> {
            Instant until = given.orElseGet(() -> Instant.EPOCH).plus(pause);
            String end = database.hasSharedTime() ? "? + " + now() : "CAST(? AS BIGINT)";
            return session.update(
                    "UPDATE api_turns SET held_until_ms = " + end + ", next_at_ms = CASE WHEN next_at_ms > " + end
                            + " THEN next_at_ms ELSE " + end + " END"
                            + " WHERE identity = ? AND endpoint = ? AND slot <> " + COUNTER,
                    until,
                    until,
                    until,
                    identity,
                    endpoint);
        });
    }
}
