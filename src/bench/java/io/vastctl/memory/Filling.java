package io.vastctl.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A made-up past: attempts over three years up to {@link #NOW_MS} on 20,000 machines of 4,000 hosts, two attempts to a
 * run, one rental each, twelve images, one attempt in eight a failure. The same rows in both engines, by arithmetic.
 */
final class Filling {

    /** 2026-11-22. */
    static final long NOW_MS = 1_795_305_600_000L;

    private static final long SPAN_MS = 3L * 365 * 86_400_000;
    private static final long STEP = 500_000;

    private final Connection connection;
    private final long attempts;

    Filling(Connection connection, long attempts) {
        this.connection = connection;
        this.attempts = attempts;
    }

    void fill() throws SQLException {
        connection.setAutoCommit(false);
        long charges = Math.min(60_000, attempts / 32);
        for (Rows rows : List.of(
                new Rows("runs", attempts / 2, "i * 2", RUNS),
                new Rows("attempts", attempts, "i", ATTEMPTS),
                new Rows("phases", attempts * 2, "i / 2", PHASES),
                new Rows("evidence", attempts / 8, "i * 8", EVIDENCE),
                new Rows("journal", attempts, "i", JOURNAL),
                new Rows("bad_hosts", charges, "32 * (i * " + attempts / 32 + " / " + charges + ") - 16", BAD_HOSTS),
                new Rows("guard_plans", 1, "i", PLAN),
                new Rows("guard_ticks", Math.min(200_000, attempts / 10), "i", TICKS),
                new Rows("guard_decisions", Math.min(200_000, attempts / 10), "i", DECISIONS),
                new Rows("guard_ventures", attempts / 100, "i * 100", VENTURES))) {
            long began = System.nanoTime();
            for (long from = 1; from <= rows.count(); from += STEP) {
                execute(rows.sql(from, Math.min(rows.count(), from + STEP - 1), SPAN_MS / attempts));
                connection.commit();
            }
            System.out.printf(
                    "filled %-16s %,12d rows in %,d s%n",
                    rows.table(), rows.count(), (System.nanoTime() - began) / 1_000_000_000);
        }
        connection.setAutoCommit(true);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * What goes into one table.
     *
     * @param attempt the number of the attempt that row i belongs to
     * @param select with $a for that number, $m for its machine, $h for its host, $t for its end, $x for chance
     */
    private record Rows(String table, long count, String attempt, String select) {

        String sql(long from, long to, long msPerAttempt) {
            String body = select.replace("$m", "(1 + ($a * 7919) % 20011)")
                    .replace("$h", "(1 + ($a * 7919) % 20011 % 4001)")
                    .replace("$t", "(" + (NOW_MS - SPAN_MS) + " + ($a) * " + msPerAttempt + ")")
                    .replace("$x", "((i * 2654435761) % 4294967296 / 64)")
                    .replace("$a", "(" + attempt + ")");
            return "INSERT INTO " + table + " " + body + " FROM (WITH RECURSIVE r(i) AS (SELECT CAST(" + from
                    + " AS BIGINT) UNION ALL SELECT i + 1 FROM r WHERE i < " + to + ") SELECT i FROM r) AS g";
        }
    }

    private static final String RUNS = """
            (run_id, command, strictness, workload, image, model, origin, started_at_ms, snapshot_json, outcome,
             exit_code, finished_at_ms, cost_dollars, seconds_to_ready)
            SELECT 'r' || (100000000 + i), CASE WHEN i % 10 = 0 THEN 'rent' ELSE 'test' END, 'balanced',
             'work-' || (i % 12), 'maker/image-' || (i % 12) || ':1', 'model-' || (i % 12), 'REAL', $t - 600000, '{}',
             CASE WHEN i % 9 = 0 THEN 'failed' ELSE 'ready' END, CASE WHEN i % 9 = 0 THEN 3 ELSE 0 END, $t, 0.05, 200.0""";

    private static final String ATTEMPTS = """
            (run_id, number, offer_id, machine_id, host_id, gpu_name, instance_id, dollars_per_hour, started_at_ms,
             finished_at_ms, outcome, cost_dollars, cleanup, first_token_seconds, tokens_per_second, download_mbps)
            SELECT 'r' || (100000000 + (i + 1) / 2), 2 - i % 2, 1000000 + $x % 50000, $m, $h, 'RTX 4090', 5000000 + i, 0.3,
             $t - 300000, $t,
             CASE WHEN i % 8 = 0 THEN 'failed' WHEN i % 40 = 1 THEN 'offer_gone' ELSE 'ready' END,
             CASE WHEN i % 40 = 1 THEN 0.0 ELSE 0.03 END, 'destroyed', 0.8, 60.0 + $x % 40, 300.0 + $x % 600""";

    /** The times of two phases of each attempt; a real one has five or six. */
    private static final String PHASES = """
            (attempt_id, position, phase, duration_ms)
            SELECT (i + 1) / 2, i % 2, CASE WHEN i % 2 = 0 THEN 'CONTAINER_START' ELSE 'SSH' END, 20000 + $x % 100000""";

    private static final String EVIDENCE = """
            (attempt_id, failure_class, signature, phase, excerpt)
            SELECT $a,
             CASE i % 4 WHEN 0 THEN 'WORKLOAD_INCOMPATIBLE' WHEN 1 THEN 'STALLED' ELSE 'INFRA_FATAL' END,
             CASE i % 4 WHEN 0 THEN 'cuda-arch' WHEN 1 THEN 'timeout' WHEN 2 THEN 'ssh-refused' ELSE 'gpu-fell-off' END,
             'SSH', 'the last lines of a log, which are mostly longer: ' || $x""";

    private static final String JOURNAL = """
            (label, run_id, attempt, offer_id, machine_id, host_id, dollars_per_hour, origin, state, instance_id, detail,
             created_at_ms, updated_at_ms, owner_id, market, spent_at_ms, closed_at_ms, dollars_spent, billed_dollars,
             billed_until_ms, billed_at_ms, bill_asked_at_ms)
            SELECT 'vastctl-' || (100000000 + i), 'r' || (100000000 + (i + 1) / 2), 2 - i % 2, 1000000 + $x % 50000, $m, $h,
             0.3, 'REAL', CASE WHEN i % 500000 = 7 THEN 'KEPT' WHEN i % 40 = 1 THEN 'ABSENT' ELSE 'GONE' END, 5000000 + i,
             'the listing does not show it', $t - 300000, $t, 'owner-' || (i / 200), 'real', $t,
             CASE WHEN i % 500000 = 7 THEN NULL ELSE $t END, 0.03, 0.03, $t + 4000000, $t + 4000000, $t + 4000000""";

    /** Three failures of each machine; on those that are old it is settled that they stand. */
    private static final String BAD_HOSTS = """
            (scope, scoped_id, workload, cause, evidence, run_id, attempt, source, origin, host_id, strike, created_at_ms,
             failure_class, verdict)
            SELECT 'MACHINE', $m, NULL, 'ssh-refused', 'connection refused', 'r' || (100000000 + $a / 2), 2, 'AUTOMATIC',
             'REAL', $h, 0, $t, 'INFRA_FATAL',
             CASE WHEN $t < """ + " " + (NOW_MS - 11L * 86_400_000) + " THEN 'STANDS' END";

    private static final String PLAN = "(guard, plan_json, first_at_ms) SELECT 'plan', '{}', $t";

    /** One each 15 seconds up to now. */
    private static final String TICKS = """
            (guard, plan_id, at_ms, acts, observation_json, vitals_json)
            SELECT 'plan', 1, """ + " " + (NOW_MS - 200_000L * 15_000) + """
             + i * 15000, CASE WHEN i % 50 = 0 THEN 1 ELSE 0 END, '{"rentals":[]}', '{}'""";

    private static final String DECISIONS = """
            (tick_id, position, rule, action, subject, endpoint, reason, action_json)
            SELECT i, 0, 'steady', CASE WHEN i % 50 = 0 THEN 'Rent' ELSE 'Tell' END, 'x', 'chat', 'nothing to do', '{}'""";

    private static final String VENTURES = """
            (run_id, guard, endpoint, workload, since_ms, ceiling, ended_at_ms, outcome)
            SELECT 'r' || (100000000 + $a / 2), 'plan', 'chat', 'work-1', $t - 300000, 1.0, $t, 'ended'""";
}
