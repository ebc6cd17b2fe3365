package io.vastctl.memory;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Charge;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Evidence;
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
final class Verdicts {

    private static final String STANDS = "STANDS";
    private static final String WITHDRAWN = "WITHDRAWN";

    /** Longer than what another attempt can change, and than a runner keeps to itself what happened to it. */
    private static final Duration SETTLED = Duration.ofDays(10);

    /** So that it is done about once a day. */
    private static final Duration OVERDUE = Duration.ofDays(11);

    /** In one step while others wait to write. */
    private static final int FEW = 500;

    /** In one step while nobody waits: so many attempts are around them as a ranking reads anyway. */
    static final int MANY = 2_000;

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

    /** What several hosts failed alike in, as far as it bears on a failure at one of those moments. */
    static List<CommonCause> causesNear(Session session, Origin origin, Collection<Instant> moments)
            throws SQLException {
        List<Evidence> known = new ArrayList<>();
        List<Instant> sorted = moments.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            Instant from = sorted.get(i).minus(CommonCause.REACH);
            Instant to = sorted.get(i).plus(CommonCause.REACH);
            while (i + 1 < sorted.size()
                    && !sorted.get(i + 1).minus(CommonCause.REACH).isAfter(to))
                to = sorted.get(++i).plus(CommonCause.REACH);
            known.addAll(EvidenceTable.between(session, origin, from, to));
        }
        return CommonCause.among(known);
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
