package io.vastctl.memory;

import io.vastctl.outcome.Phase;
import io.vastctl.workload.WorkloadVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long each phase of one workload has taken so far in one market, in attempts that succeeded. */
public final class StartTimes {

    private static final String SQL = """
            SELECT p.phase, SUM(p.duration_ms) AS duration_ms
            FROM (SELECT a.attempt_id FROM runs r JOIN attempts a ON a.run_id = r.run_id
                WHERE r.origin = ? AND r.workload = ? AND r.image = ? AND r.model = ? AND a.outcome = ?
                ORDER BY r.started_at_ms DESC, r.run_id DESC, a.attempt_id DESC LIMIT ?) AS latest
              JOIN phases p ON p.attempt_id = latest.attempt_id
            GROUP BY p.phase, p.attempt_id ORDER BY p.phase, SUM(p.duration_ms)""";

    /** So many attempts tell it; older ones are not asked. */
    private static final int LATEST = 500;

    private StartTimes() {}

    private record Time(Phase phase, Duration duration) {}

    static Map<Phase, PhaseSpread> of(Session session, Origin origin, WorkloadVersion workload) throws SQLException {
        Map<Phase, PhaseSpread> spreads = new TreeMap<>();
        ascending(session, origin, workload)
                .forEach((phase, times) -> spreads.put(phase, PhaseSpread.of(phase, times)));
        return spreads;
    }

    /** By phase, the shortest first. */
    public static Map<Phase, List<Duration>> ascending(Session session, Origin origin, WorkloadVersion workload)
            throws SQLException {
        Map<Phase, List<Duration>> ascending = new TreeMap<>();
        session.list(
                        SQL,
                        row -> new Time(row.constant(Phase.class, "phase"), row.duration("duration_ms")),
                        origin,
                        workload.name(),
                        workload.image(),
                        workload.model(),
                        AttemptRow.READY,
                        LATEST)
                .forEach(time -> ascending
                        .computeIfAbsent(time.phase(), phase -> new ArrayList<>())
                        .add(time.duration()));
        return ascending;
    }
}
