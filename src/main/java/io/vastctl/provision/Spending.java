package io.vastctl.provision;

import io.vastctl.memory.Journal.Entry;
import java.time.Instant;
import java.util.List;

/** What rentals have cost, by our own books. */
public final class Spending {

    private Spending() {}

    /**
     * USD of those rentals that fall to the time since then, as billed, or else as reckoned. A rental's cost is spread
     * evenly over its life.
     */
    public static double since(List<Entry> entries, Instant since, Instant now) {
        return Funds.spentSince(entries, since, now);
    }
}
