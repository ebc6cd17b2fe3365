package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Charge;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which charges stand, and which are withdrawn because several hosts failed alike. It is found out of the days around
 * each charge, and kept once nothing can change it any more, so that its cost does not grow with the past.
 */
public final class Verdicts {

    private static final String STANDS = "STANDS";
    private static final String WITHDRAWN = "WITHDRAWN";

    /** Longer than what another attempt can change, and than a runner keeps to itself what happened to it. */
    private static final Duration SETTLED = Duration.ofDays(10);

    /** So that it is done about once a day. */
    private static final Duration OVERDUE = Duration.ofDays(11);

    /** In one step while others wait to write. */
    private static final int FEW = 500;

    /** In one step while nobody waits: so many attempts are around them as a ranking reads anyway. */
    public static final int MANY = 2_000;

    /** What happened in a longer time than this is not kept in memory at once. */
    private static final Duration LONGEST = Duration.ofDays(20);

    private Verdicts() {}

    /** Those of these charges that count. */
    static List<Charge> standing(Session session, List<Charge> charges, Origin origin) throws SQLException {
        Set<Long> withdrawn = withVerdict(session, "verdict = '" + WITHDRAWN + "'");
        Set<Long> open = withVerdict(session, "verdict IS NULL");
        Set<AttemptKey> now = alike(
                session,
                charges.stream().filter(charge -> open.contains(charge.rowId())).toList(),
                origin);
        return charges.stream()
                .filter(charge -> !withdrawn.contains(charge.rowId()))
                .filter(charge -> !open.contains(charge.rowId())
                        || charge.attempt().filter(now::contains).isEmpty())
                .toList();
    }

    /** Those attempts, of these charges and of the days around them, in which several hosts failed alike. */
    private static Set<AttemptKey> alike(Session session, List<Charge> charges, Origin origin) throws SQLException {
        List<Instant> moments =
                charges.stream().filter(Charge::mayBeWithdrawn).map(Charge::at).toList();
        return attempts(causesNear(session, origin, moments));
    }

    /** Which row has which, without what it says. */
    private static Set<Long> withVerdict(Session session, String condition) throws SQLException {
        return new HashSet<>(
                session.list("SELECT row_id FROM bad_hosts WHERE " + condition, row -> row.number("row_id")));
    }

    /** Those of these rows of which it is not settled that they stand. */
    static List<StoredBar> unsettled(Session session, List<StoredBar> rows) throws SQLException {
        Set<Long> others = withVerdict(session, "verdict = '" + WITHDRAWN + "'");
        others.addAll(withVerdict(session, "verdict IS NULL"));
        return rows.stream().filter(row -> others.contains(row.rowId())).toList();
    }

    /**
     * What several hosts failed alike in, as far as it bears on a failure at one of those moments. Moments that are days
     * apart are judged one after the other, so that no more is in memory than what happened in some days.
     */
    static List<CommonCause> causesNear(Session session, Origin origin, Collection<Instant> moments)
            throws SQLException {
        List<CommonCause> causes = new ArrayList<>();
        for (List<Instant> stretch : stretches(moments)) causes.addAll(ofStretch(session, origin, stretch));
        return causes;
    }

    /** In time; what is around the moments of two of them does not overlap. */
    private static List<List<Instant>> stretches(Collection<Instant> moments) {
        List<List<Instant>> stretches = new ArrayList<>();
        Instant before = Instant.MIN;
        for (Instant moment : moments.stream().sorted().toList()) {
            if (before.equals(Instant.MIN) || before.plus(CommonCause.REACH).isBefore(moment.minus(CommonCause.REACH)))
                stretches.add(new ArrayList<>());
            stretches.get(stretches.size() - 1).add(moment);
            before = moment;
        }
        return stretches;
    }

    private static List<CommonCause> ofStretch(Session session, Origin origin, List<Instant> stretch)
            throws SQLException {
        Instant last = stretch.get(stretch.size() - 1);
        if (isShort(stretch.get(0), last)) return CommonCause.among(around(session, origin, stretch.get(0), last));
        List<CommonCause> causes = new ArrayList<>();
        for (int from = 0; from < stretch.size(); ) {
            int to = from + 1;
            while (to < stretch.size() && isShort(stretch.get(from), stretch.get(to))) to++;
            causes.addAll(within(session, origin, stretch.get(from), stretch.get(to - 1)));
            from = to;
        }
        return causes;
    }

    private static boolean isShort(Instant from, Instant to) {
        return Duration.between(from, to).compareTo(LONGEST) <= 0;
    }

    private static List<Evidence> around(Session session, Origin origin, Instant from, Instant to) throws SQLException {
        return EvidenceTable.between(session, origin, from.minus(CommonCause.REACH), to.plus(CommonCause.REACH));
    }

    /** Of what happened from that moment to that one alone: what bears on the rest is not known here. */
    private static List<CommonCause> within(Session session, Origin origin, Instant from, Instant to)
            throws SQLException {
        List<Evidence> known = around(session, origin, from, to);
        Set<AttemptKey> inside = known.stream()
                .filter(seen -> !seen.at().isBefore(from) && !seen.at().isAfter(to))
                .map(Evidence::attempt)
                .collect(Collectors.toSet());
        return CommonCause.among(known).stream()
                .map(cause -> cause.of(inside))
                .filter(cause -> !cause.attempts().isEmpty())
                .toList();
    }

    static Set<AttemptKey> attempts(List<CommonCause> causes) {
        return causes.stream().flatMap(cause -> cause.attempts().stream()).collect(Collectors.toSet());
    }

    /** Keeps the verdicts on the oldest charges that are due, if there are any. */
    static void settle(Session session, Instant now) throws SQLException {
        // What is known here alone is not enough to judge by, and the numbers of the rows are others here and there.
        if (!session.isLocal()) keep(session, due(session.untaped(), now, FEW));
    }

    /**
     * The verdicts on the oldest charges that nothing can change any more, by row; empty if none is overdue. Those of a
     * simulated market are never kept, for its time begins anew with each.
     *
     * @param most how many at once
     */
    static Map<Long, String> due(Session session, Instant now, int most) throws SQLException {
        List<StoredBar> oldest = BadHostTable.open(session, Origin.REAL, now.minus(SETTLED), most);
        if (oldest.isEmpty() || oldest.get(0).createdAt().isAfter(now.minus(OVERDUE))) return Map.of();
        List<Charge> charges = oldest.stream().map(StoredBar::charge).toList();
        Set<AttemptKey> alike = alike(session, charges, Origin.REAL);
        Map<Long, String> verdicts = new TreeMap<>();
        for (Charge charge : charges)
            verdicts.put(
                    charge.rowId(), charge.attempt().filter(alike::contains).isEmpty() ? STANDS : WITHDRAWN);
        return verdicts;
    }

    static void keep(Session session, Map<Long, String> verdicts) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        verdicts.forEach((rowId, verdict) -> rows.add(new Object[] {verdict, rowId}));
        session.untaped().updateAll("UPDATE bad_hosts SET verdict = ? WHERE row_id = ? AND verdict IS NULL", rows);
    }
}
