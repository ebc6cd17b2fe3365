package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Instant;

/** What closed rentals have cost, summed up where they are: {@link Journal.Entry#dollars} of each, out of one index. */
final class ClosedCosts {

    /** As {@link Bill#covers} has it. */
    private static final String DOLLARS = "CASE WHEN billed_dollars IS NULL THEN dollars_spent"
            + " WHEN billed_until_ms >= closed_at_ms - " + Bill.PROOF.toMillis()
            + " OR billed_at_ms >= closed_at_ms + " + Bill.LAG.toMillis() + " THEN billed_dollars"
            + " WHEN billed_dollars > dollars_spent THEN billed_dollars ELSE dollars_spent END";

    /** One that had begun before counts as far as its life lies behind that moment. */
    private static final String SQL = "SELECT COALESCE(SUM(CASE WHEN created_at_ms >= ? THEN " + DOLLARS
            + " ELSE (" + DOLLARS + ") * (closed_at_ms - ?) / (closed_at_ms - created_at_ms) END), 0.0) AS dollars"
            + " FROM journal WHERE closed_at_ms > ? AND market = ?";

    private ClosedCosts() {}

    /** USD of the closed rentals of that market that fall to the time since then; a rental's cost is spread evenly. */
    static double since(Session session, String market, Instant since) throws SQLException {
        return session.first(SQL, row -> row.decimal("dollars"), since, since, since.minusMillis(1), market)
                .orElse(0.0);
    }
}
