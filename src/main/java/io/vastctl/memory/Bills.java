package io.vastctl.memory;

import io.vastctl.memory.Journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bills of closed rentals in the journal. Whoever reads one may note it: a closed entry is nobody's work.
 *
 * <p>A bill is asked for until one was read an hour after the end, for seven days at most, at growing intervals: those
 * that the market never tells of must not cost every command a call.
 */
public final class Bills {

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);

    private final Database database;

    Bills(Database database) {
        this.database = database;
    }

    /** Closed rentals on that market whose bill is to be asked for now, oldest first. */
    public List<Entry> due(String market, Instant now) {
        return database.read(
                "read the journal",
                session -> JournalRows.list(
                        session,
                        "WHERE market = ? AND closed_at_ms >= ?"
                                + " AND (billed_at_ms IS NULL OR billed_at_ms < closed_at_ms + ?)"
                                + " AND (bill_asked_at_ms IS NULL OR (? - bill_asked_at_ms >= ?"
                                + " AND ? - bill_asked_at_ms >= bill_asked_at_ms - closed_at_ms))",
                        market,
                        now.minus(LONGEST),
                        Bill.LAG,
                        now,
                        SHORTEST_PAUSE,
                        now));
    }

    /**
     * Notes what the market told, and that it was asked. An entry that was opened again meanwhile is left as it is.
     *
     * @param told by label, of those that it told of
     */
    public void note(List<Entry> asked, Map<String, Bill> told, Instant now) {
        database.write("note in the journal what was billed", session -> {
            for (Entry entry : asked) {
                session.update(
                        "UPDATE journal SET bill_asked_at_ms = ? WHERE label = ? AND closed_at_ms = ?",
                        now,
                        entry.label(),
                        entry.closedAt());
                Bill bill = told.get(entry.label());
                if (bill != null)
                    session.update(
                            "UPDATE journal SET billed_dollars = ?, billed_until_ms = ?, billed_at_ms = ?"
                                    + " WHERE label = ? AND closed_at_ms = ?",
                            bill.dollars(),
                            bill.until(),
                            bill.readAt(),
                            entry.label(),
                            entry.closedAt());
            }
            return asked.size();
        });
    }

    /** Of that run, by the number of the attempt; attempts without a bill are missing. */
    public Map<Integer, Bill> ofRun(String runId) {
        List<Entry> entries = new Journal(database).ofRun(runId);
        Map<Integer, Bill> bills = new TreeMap<>();
        for (Entry entry : entries)
            if (entry.isBilled())
                entry.bill().ifPresent(bill -> bills.put(entry.intent().attempt(), bill));
        return bills;
    }
}
