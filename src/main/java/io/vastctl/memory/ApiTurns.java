package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whose turn it is to call the API: one budget of calls for all processes that use the same key, in the order in which
 * they ask. A turn is a moment; a process that dies before its own costs the others no more than that one.
 *
 * <p>Each step is one statement, so that nobody waits for those who write the journal. Times are in nanoseconds.
 */
public final class ApiTurns {

    /** A clock that is so much further back than at the last turn was set, and turns by its old time are void. */
    private static final Duration SET_BACK = Duration.ofSeconds(5);

    /** Counts how many turns were taken, so that the slots are used one after the other. */
    private static final int COUNTER = -1;

    private static final String COLUMNS =
            "identity, endpoint, slot, taker, asked_at_ns, turn_at_ns, gone_at_ns, held_until_ns";

    private static final String ROW = " WHERE identity = ? AND endpoint = ? AND slot = ?";

    private final Database database;
    private final String identity;
    private final String taker;
    private final Duration margin;

    /**
     * A turn of ours.
     *
     * @param period between two turns of that slot
     * @param left until it comes; zero if it has come, and the call may go out
     */
    public record Turn(String endpoint, int slot, Duration period, Duration left) {}

    /**
     * @param database whose clock is the market's; where that is real, a server's own counts
     * @param identity stands for the key and its market; not the key itself
     * @param taker this process, and nobody else
     * @param margin more than the period, between two calls of different processes: their ways to the API differ in length
     */
    public ApiTurns(Database database, String identity, String taker, Duration margin) {
        this.database = database;
        this.identity = identity;
        this.taker = taker;
        this.margin = margin;
    }

    /**
     * Takes the next turn.
     *
     * @param calls how many may be made within the period
     * @throws StoreException if the database is away
     */
    public Turn take(String endpoint, int calls, Duration period) {
        Now now = now();
        return database.once("take a turn to call the API", session -> {
            int slot = calls == 1 ? 0 : (int) (count(session, endpoint) % calls);
            long nanos =
                    session.number(taking(now, period), now.and(identity, endpoint, slot, taker, identity, endpoint));
            return new Turn(endpoint, slot, period, Duration.ofNanos(Math.max(0, nanos)));
        });
    }

    private long count(Session session, String endpoint) throws SQLException {
        return session.number(
                "INSERT INTO api_turns (" + COLUMNS + ") VALUES (?, ?, ?, '', 0, 0, 0, 0)"
                        + " ON CONFLICT (identity, endpoint, slot)"
                        + " DO UPDATE SET turn_at_ns = api_turns.turn_at_ns + 1 RETURNING turn_at_ns",
                identity,
                endpoint,
                COUNTER);
    }

    /**
     * The turn comes at once, or a period after the last one was taken, or after the last call went, or after a pause; that
     * holds a slot that was never used, too.
     */
    private String taking(Now now, Duration period) {
        String setBack = "CASE WHEN api_turns.asked_at_ns > excluded.asked_at_ns + " + SET_BACK.toNanos();
        String turn = setBack
                + " THEN excluded.asked_at_ns ELSE (SELECT MAX(moment) FROM (SELECT excluded.asked_at_ns AS moment"
                + " UNION ALL SELECT api_turns.held_until_ns"
                + " UNION ALL SELECT api_turns.gone_at_ns + " + period.toNanos()
                + " UNION ALL SELECT api_turns.turn_at_ns + " + period.toNanos()
                + " + CASE WHEN api_turns.taker = excluded.taker THEN 0 ELSE " + margin.toNanos()
                + " END) AS moments) END";
        return now.first() + "INSERT INTO api_turns (" + COLUMNS + ") SELECT ?, ?, ?, ?, now,"
                + " CASE WHEN held > now THEN held ELSE now END, CASE WHEN held > now THEN 0 ELSE now END, held"
                + " FROM time, (SELECT COALESCE(MAX(held_until_ns), 0) AS held FROM api_turns WHERE identity = ?"
                + " AND endpoint = ?) AS others WHERE true"
                + " ON CONFLICT (identity, endpoint, slot) DO UPDATE SET taker = excluded.taker,"
                + " asked_at_ns = excluded.asked_at_ns, turn_at_ns = " + turn + ", gone_at_ns = CASE WHEN " + turn
                + " = excluded.asked_at_ns THEN excluded.asked_at_ns ELSE api_turns.gone_at_ns END, held_until_ns = "
                + setBack + " THEN 0 ELSE api_turns.held_until_ns END"
                + " RETURNING turn_at_ns - asked_at_ns";
    }

    /**
     * The turn has come: notes that the call goes out now.
     *
     * @return zero if it may; else how much longer to wait before it is asked again, because another process was late or
     *     the API has asked for a pause
     * @throws StoreException if the database is away
     */
    public Duration go(Turn turn) {
        Now now = now();
        String after = "gone_at_ns + " + turn.period().toNanos();
        Object[] row = now.and(identity, turn.endpoint(), turn.slot());
        return database.once("call the API in turn", session -> {
            int gone = session.update(
                    now.first() + "UPDATE api_turns SET gone_at_ns = (SELECT now FROM time)" + ROW
                            + " AND held_until_ns <= (SELECT now FROM time) AND " + after
                            + " <= (SELECT now FROM time)",
                    row);
            if (gone > 0) return Duration.ZERO;
            long left = session.number(
                    now.first() + "SELECT COALESCE(MAX(CASE WHEN held_until_ns > " + after
                            + " THEN held_until_ns ELSE " + after + " END) - (SELECT now FROM time), 0) FROM api_turns"
                            + ROW,
                    row);
            return Duration.ofNanos(Math.max(1, left));
        });
    }

    /**
     * Lets nobody call that endpoint for so long: the API asked for it. A longer pause that is on goes on.
     *
     * @throws StoreException if the database is away
     */
    public void hold(String endpoint, Duration pause) {
        Now now = now();
        database.once(
                "put off calls of the API",
                session -> session.update(
                        now.first() + "UPDATE api_turns SET held_until_ns = (SELECT now FROM time) + " + pause.toNanos()
                                + " WHERE identity = ? AND endpoint = ? AND held_until_ns < (SELECT now FROM time) + "
                                + pause.toNanos(),
                        now.and(identity, endpoint)));
    }

    /** What a statement begins with, so that it knows the time. */
    private record Now(String first, Optional<Long> given) {

        Object[] and(Object... others) {
            return Stream.concat(given.stream(), Arrays.stream(others)).toArray();
        }
    }

    /** A market's own clock may be asked for over HTTP: before the connection is taken. */
    private Now now() {
        if (database.hasSharedTime())
            return new Now("WITH time AS (SELECT (" + database.sharedTime() + ") * 1000000 AS now) ", Optional.empty());
        Instant now = database.now();
        return new Now(
                "WITH time AS (SELECT CAST(? AS BIGINT) AS now) ",
                Optional.of(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano()));
    }
}
