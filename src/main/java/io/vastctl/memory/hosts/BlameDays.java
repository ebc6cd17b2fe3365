package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.memory.AttemptTable;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import io.vastctl.memory.SumMarks;
import io.vastctl.memory.Table;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many failures are held against each machine, by day. Whether one was withdrawn depends on what happened within three
 * days of it; so what is new marks its day, and who asks judges marked days and those around them anew.
 */
public final class BlameDays {

    /** So many days of the past are looked at in one step, and as much around them as has a say. */
    private static final int AT_ONCE = 14;

    /** How often others may mark days while some are judged, before they have to wait. */
    private static final int TRIES = 3;

    private static final long REACH = CommonCause.REACH.toDays();

    private static final String FAILURES = """
            SELECT a.run_id, a.number, a.machine_id, a.host_id, a.finished_at_ms,
              (SELECT r.origin FROM runs r WHERE r.run_id = a.run_id) AS origin,""" + " " + EvidenceTable.LOOKED_UP + """

            FROM attempts a WHERE a.finished_at_ms >= ? AND a.finished_at_ms < ? AND a.machine_id <> 0
              AND a.outcome <> 'ready' AND (a.outcome <> 'offer_gone' OR a.cost_dollars > 0)""";

    private static final String MARKED = " ON CONFLICT (origin, day) DO UPDATE SET day = excluded.day";

    private BlameDays() {}

    /** Something new is known of those days. */
    public static void mark(Session session, Origin origin, Collection<Long> days) throws SQLException {
        if (days.isEmpty()) return;
        for (long day : days)
            session.update("INSERT INTO blame_days (origin, day) VALUES (?, ?)" + MARKED, origin, day);
        SumMarks.raise(session, SumMarks.BLAME);
    }

    /** The same for rows of bad hosts that are about to go. */
    static void markRows(Session session, String condition, Object... values) throws SQLException {
        session.update(
                "INSERT INTO blame_days (origin, day) SELECT DISTINCT origin, created_at_ms / 86400000 FROM bad_hosts"
                        + " WHERE failure_class IS NOT NULL AND " + condition + MARKED,
                values);
        SumMarks.raise(session, SumMarks.BLAME);
    }

    /** Days that are to be judged, and the ones around them that may come out otherwise. */
    private record Span(Origin origin, List<Long> marked) {

        long from() {
            return marked.get(0) - REACH;
        }

        long to() {
            return marked.get(marked.size() - 1) + REACH;
        }
    }

    /** What was found of the days of a span that are marked still, and the version that it is of. */
    private record Judged(long version, Span span, Map<Key, Sum> sums) {}

    /** A day's failures of a machine that stand. */
    private record Key(long day, long machineId, long hostId) {}

    private record Sum(long failures, long lastMs) {

        Sum plus(Sum other) {
            return new Sum(failures + other.failures, Math.max(lastMs, other.lastMs));
        }
    }

    /** Judges all days that are marked now, some at a time, each step in a transaction of its own. */
    public static void bringUpToDate(Database database) {
        bringUpToDate(database, () -> {});
    }

    /** @param found runs each time between reading and writing down */
    static void bringUpToDate(Database database, Runnable found) {
        if (database.read("read who is to blame", BlameDays::hasNewRows))
            database.write("note who is to blame", BlameDays::markNewRows);
        List<Span> spans = database.read("read who is to blame", BlameDays::spans);
        for (Span span : spans) if (!judged(database, span, found)) judgeLocked(database, span);
    }

    /** Rows come in the order of their numbers, since writers take turns. */
    private static long lastRow(Session session) throws SQLException {
        return session.number("SELECT COALESCE(MAX(row_id), 0) FROM bad_hosts");
    }

    private static boolean hasNewRows(Session session) throws SQLException {
        return !SumMarks.isSet(session, SumMarks.BARS) || lastRow(session) != SumMarks.get(session, SumMarks.BARS);
    }

    /** Marks the days of rows that came since, whoever wrote them: an older vastctl marks none. */
    private static long markNewRows(Session session) throws SQLException {
        // Without one, nothing was judged yet, or all by a vastctl that marks the days itself.
        if (SumMarks.isSet(session, SumMarks.BARS))
            markRows(session, "row_id > ?", SumMarks.get(session, SumMarks.BARS));
        long last = lastRow(session);
        SumMarks.set(session, SumMarks.BARS, last);
        return last;
    }

    private static List<Span> spans(Session session) throws SQLException {
        List<Span> spans = new ArrayList<>();
        for (Origin origin : Origin.values()) {
            List<Long> together = new ArrayList<>();
            for (long day : session.list(
                    "SELECT day FROM blame_days WHERE origin = ? ORDER BY day", row -> row.number("day"), origin)) {
                if (!together.isEmpty() && day >= together.get(0) + AT_ONCE) {
                    spans.add(new Span(origin, List.copyOf(together)));
                    together.clear();
                }
                together.add(day);
            }
            if (!together.isEmpty()) spans.add(new Span(origin, List.copyOf(together)));
        }
        return spans;
    }

    /** Keeps nobody from writing while it reads; false if others marked days each time that it did. */
    private static boolean judged(Database database, Span span, Runnable found) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Judged> judged = database.read("read who is to blame", session -> judge(session, span));
            if (judged.isEmpty()) return true;
            found.run();
            if (database.write("note who is to blame", session -> keep(session, judged.get()))) return true;
        }
        return false;
    }

    /** Nobody can come in between here, and others wait: one day at a time. */
    private static void judgeLocked(Database database, Span span) {
        for (long day : span.marked())
            database.write("note who is to blame", session -> {
                Optional<Judged> judged = judge(session, new Span(span.origin(), List.of(day)));
                return judged.isPresent() && keep(session, judged.get());
            });
    }

    /** Empty if others have judged all of its days meanwhile. */
    private static Optional<Judged> judge(Session session, Span span) throws SQLException {
        // Before anything else is read: what comes later than this makes it another one.
        long version = SumMarks.get(session, SumMarks.BLAME);
        List<Long> marked = session.list(
                "SELECT day FROM blame_days WHERE origin = ? AND day >= ? AND day <= ? ORDER BY day",
                row -> row.number("day"),
                span.origin(),
                span.marked().get(0),
                span.marked().get(span.marked().size() - 1));
        if (marked.isEmpty()) return Optional.empty();
        Span still = new Span(span.origin(), marked);
        return Optional.of(new Judged(version, still, sums(session, still)));
    }

    /** A failure that a machine may be blamed for. */
    private record Blamed(AttemptKey attempt, long machineId, long hostId, Instant at, Failure failure) {}

    private static Map<Key, Sum> sums(Session session, Span span) throws SQLException {
        List<Blamed> blamed = session
                .list(
                        FAILURES,
                        row -> blamed(row, span.origin()),
                        SumMarks.start(span.from()),
                        SumMarks.start(span.to() + 1))
                .stream()
                .flatMap(Optional::stream)
                .filter(one -> one.failure().blames() == Blame.MACHINE)
                .toList();
        List<Instant> doubtful = blamed.stream()
                .filter(one -> CommonCause.mayShow(one.failure()))
                .map(Blamed::at)
                .toList();
        Set<AttemptKey> withdrawn = Verdicts.attempts(Verdicts.causesNear(session, span.origin(), doubtful));
        Map<Key, Sum> sums = new HashMap<>();
        for (Blamed one : blamed)
            if (!withdrawn.contains(one.attempt()))
                sums.merge(
                        new Key(SumMarks.day(one.at()), one.machineId(), one.hostId()),
                        new Sum(1, one.at().toEpochMilli()),
                        Sum::plus);
        return sums;
    }

    /** Empty if nobody knows why it failed, or it is of another market. */
    private static Optional<Blamed> blamed(Row row, Origin origin) throws SQLException {
        if (!row.text("origin").equals(origin.name())) return Optional.empty();
        Optional<Failure> failure = AttemptTable.failure(row);
        if (failure.isEmpty()) return Optional.empty();
        return Optional.of(new Blamed(
                new AttemptKey(row.text("run_id"), row.integer("number")),
                row.number("machine_id"),
                row.number("host_id"),
                row.instant("finished_at_ms"),
                failure.get()));
    }

    /** Does nothing if anything changed meanwhile. */
    private static boolean keep(Session session, Judged judged) throws SQLException {
        if (SumMarks.get(session, SumMarks.BLAME) != judged.version()) return false;
        Span span = judged.span();
        session.update(
                "DELETE FROM blame_sums WHERE origin = ? AND day >= ? AND day <= ?",
                span.origin(),
                span.from(),
                span.to());
        List<Object[]> rows = new ArrayList<>();
        judged.sums()
                .forEach((key, sum) -> rows.add(new Object[] {
                    span.origin(), key.day(), key.machineId(), key.hostId(), sum.failures(), sum.lastMs()
                }));
        session.updateAll(Table.named("blame_sums").insert(), rows);
        for (long day : span.marked())
            session.update("DELETE FROM blame_days WHERE origin = ? AND day = ?", span.origin(), day);
        SumMarks.raise(session, SumMarks.BLAME);
        return true;
    }
}
