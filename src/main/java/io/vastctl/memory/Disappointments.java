package io.vastctl.memory;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import java.sql.SQLException;
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
            SELECT a.machine_id, e.failure_class, e.signature, e.phase, e.excerpt
            FROM attempts a JOIN runs r ON r.run_id = a.run_id JOIN evidence e ON e.attempt_id = a.attempt_id
            WHERE r.origin = ? AND r.workload = ? AND a.outcome = 'failed' AND a.machine_id <> 0""";

    /** Causes on our side or the marketplace's: they would have come on any machine. */
    private static final Set<String> NOT_OF_THIS_MACHINE =
            Set.of("internal-error", "marketplace-silent", "journal-failed");

    private Disappointments() {}

    /** How many there were, by machine; only those that had any. */
    static Map<Long, Integer> count(Session session, Origin origin, String workload) throws SQLException {
        Map<Long, Integer> counts = new TreeMap<>();
        session.list(SQL, Disappointments::machine, origin, workload)
                .forEach(machine -> machine.ifPresent(id -> counts.merge(id, 1, Integer::sum)));
        return counts;
    }

    private static Optional<Long> machine(Row row) throws SQLException {
        return AttemptTable.failure(row).filter(Disappointments::disappoints).isPresent()
                ? Optional.of(row.number("machine_id"))
                : Optional.empty();
    }

    private static boolean disappoints(Failure failure) {
        String signature = failure.signature();
        if (NOT_OF_THIS_MACHINE.contains(signature) || signature.startsWith("create-")) return false;
        FailureClass kind = failure.failureClass();
        // A stall that blames the machine is in its tally already.
        return kind == FailureClass.WORKLOAD_INCOMPATIBLE
                || kind == FailureClass.UNKNOWN
                || (kind == FailureClass.STALLED && failure.blames() == Blame.NOBODY);
    }
}
