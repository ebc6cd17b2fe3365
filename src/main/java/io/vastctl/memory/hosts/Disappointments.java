package io.vastctl.memory.hosts;

import io.vastctl.memory.AttemptTable;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.workload.WorkloadVersion;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Attempts on which a workload did not come up and no fault of the machine was shown. That bars nobody, but
 * whoever rents the same machine for the same workload again must expect the same.
 */
final class Disappointments {

    private static final String SQL = """
            SELECT a.machine_id, a.finished_at_ms, e.failure_class, e.signature, e.phase, '' AS excerpt
            FROM (SELECT run_id FROM runs WHERE origin = ? AND workload = ? AND image = ? AND model = ?
                ORDER BY started_at_ms DESC, run_id DESC LIMIT ?) AS latest
              JOIN attempts a ON a.run_id = latest.run_id JOIN evidence e ON e.attempt_id = a.attempt_id
            WHERE a.outcome = 'failed' AND a.machine_id <> 0 ORDER BY a.finished_at_ms, a.attempt_id""";

    /** So many of the latest runs of the workload are looked at. */
    private static final int LATEST = 20_000;

    /**
     * The server or its start ended on this machine, and nobody knows why. Other failures without a known reason are
     * somebody's doing who is not here (stopped, vanished, taken over, a refused key), ours, or the marketplace's.
     */
    private static final Set<String> NOBODY_KNOWS_WHY = Set.of(
            "docker-pull-failed",
            "http-killed",
            "http-download",
            "bus-error",
            "segfault",
            "nccl-timeout",
            "engine-timeout",
            "wrapper-only",
            "unclassified-exit",
            "unclassified-text",
            "endpoint-not-listening",
            "endpoint-hangs",
            "endpoint-wrong-answer");

    private Disappointments() {}

    /** How many there were, by machine; only those that had any. */
    static Map<Long, Integer> count(Session session, Origin origin, WorkloadVersion workload) throws SQLException {
        Map<Long, Integer> counts = new TreeMap<>();
        times(session, origin, workload).forEach((machine, times) -> counts.put(machine, times.size()));
        return counts;
    }

    /** When they ended, by machine, oldest first. */
    static Map<Long, List<Instant>> times(Session session, Origin origin, WorkloadVersion workload)
            throws SQLException {
        Map<Long, List<Instant>> times = new TreeMap<>();
        session.list(SQL, Disappointments::found, origin, workload.name(), workload.image(), workload.model(), LATEST)
                .forEach(found -> found.ifPresent(one -> times.computeIfAbsent(one.machineId(), id -> new ArrayList<>())
                        .add(one.at())));
        return times;
    }

    private record Found(long machineId, Instant at) {}

    private static Optional<Found> found(Row row) throws SQLException {
        return AttemptTable.failure(row).filter(Disappointments::disappoints).isPresent()
                ? Optional.of(new Found(row.number("machine_id"), row.instant("finished_at_ms")))
                : Optional.empty();
    }

    /** Never one of those that are withdrawn because several hosts failed alike: they blamed the machine. */
    private static boolean disappoints(Failure failure) {
        return switch (failure.failureClass()) {
            case WORKLOAD_INCOMPATIBLE -> true;
            // One that blames the machine is in its tally already.
            case STALLED -> failure.blames() == Blame.NOBODY;
            case UNKNOWN -> NOBODY_KNOWS_WHY.contains(failure.signature());
            case OFFER_GONE, INFRA_FATAL, WORKLOAD_FATAL, ACCOUNT, LIMIT -> false;
        };
    }
}
