package io.vastctl.memory;

import java.util.List;

/**
 * One of our tables as a whole.
 *
 * @param columns every one, in an order that holds on both engines
 * @param key the columns that tell rows apart; the first rows are the first by them
 * @param numbered whether the database numbers its rows itself, in the column that is the key
 */
public record Table(String name, List<String> columns, List<String> key, boolean numbered) {

    /** Each after those that it refers to. */
    static final List<Table> ALL = List.of(
            table(
                    "journal",
                    "label",
                    "run_id, attempt, offer_id, machine_id, host_id, dollars_per_hour, origin, state, instance_id, detail,"
                            + " created_at_ms, updated_at_ms, owner_id, purpose, market, account_id, disk_dollars_per_hour,"
                            + " download_dollars_per_gb, upload_dollars_per_gb, max_spend_dollars, deadline_at_ms, lease_ms,"
                            + " lease_until_ms, dollars_spent, spent_at_ms, billed_dollars, billed_until_ms, billed_at_ms,"
                            + " bill_asked_at_ms, closed_at_ms, returned_count, worst_dollars"),
            table(
                    "runs",
                    "run_id",
                    "command, strictness, workload, image, model, origin, started_at_ms, snapshot_json, outcome, exit_code,"
                            + " finished_at_ms, cost_dollars, seconds_to_ready"),
            numbered(
                    "attempts",
                    "attempt_id",
                    "run_id, number, offer_id, machine_id, host_id, gpu_name, instance_id, dollars_per_hour, started_at_ms,"
                            + " finished_at_ms, outcome, cost_dollars, cleanup, first_token_seconds, tokens_per_second,"
                            + " download_mbps"),
            table("phases", "attempt_id, position", "phase, duration_ms"),
            table("evidence", "attempt_id", "failure_class, signature, phase, excerpt"),
            numbered(
                    "bad_hosts",
                    "row_id",
                    "scope, scoped_id, workload, cause, evidence, run_id, attempt, source, origin, host_id, strike,"
                            + " created_at_ms, expires_at_ms, lifted_at_ms, failure_class, verdict"),
            table("whitelist", "scope, scoped_id", "reason, created_at_ms"),
            table("settings", "setting_key", "setting_value, updated_at_ms"),
            table("owners", "owner_id", "host, pid, process_start, command, started_at_ms, heartbeat_ms, ended_at_ms"),
            table("papers", "run_id, attempt, position", "kind, name, at_ms, code, content, extra"),
            table("guard_leases", "guard", "holder_id, holder, pid, taken_at_ms, until_ms"),
            numbered("guard_plans", "plan_id", "guard, plan_json, first_at_ms"),
            numbered("guard_ticks", "tick_id", "guard, plan_id, at_ms, acts, observation_json, vitals_json"),
            table("guard_decisions", "tick_id, position", "rule, action, subject, endpoint, reason, action_json"),
            table("guard_memories", "guard", "at_ms, memory_json"),
            table(
                    "guard_ventures",
                    "run_id",
                    "guard, endpoint, workload, since_ms, ceiling, replaces, ended_at_ms, outcome"),
            table("guard_losses", "guard, instance_id", "at_ms, endpoint"),
            table("guard_orders", "guard, word, subject", "at_ms"),
            table(
                    "surveys",
                    "survey_id",
                    "origin, workload, strictness, sample, options_json, started_at_ms, begun_at_ms"),
            table(
                    "survey_machines",
                    "survey_id, position",
                    "offer_id, machine_id, host_id, gpu_name, num_gpus, place, dollars_per_hour, run_id, attempt,"
                            + " absent_at_ms"),
            table("survey_runs", "run_id", "survey_id"),
            table("survey_leases", "survey_id", "owner_id, holder, taken_at_ms"),
            table("spools", "name", "applied, at_ms"),
            table("sum_marks", "name", "up_to"),
            table(
                    "machine_sums",
                    "origin, machine_id, host_id, gpu_name",
                    "attempts, successes, last_success_ms, cost_dollars, wasted_dollars, download_sum, download_count,"
                            + " first_token_sum, first_token_count, tokens_sum, tokens_count, last_at_ms,"
                            + " last_attempt_id"),
            table("blame_sums", "origin, day, machine_id, host_id", "failures, last_at_ms"),
            new Table("blame_days", words("origin, day"), words("origin, day"), false),
            table("attempt_sums", "origin, command, outcome", "attempts"),
            table("run_sums", "day, origin, command, ending", "runs, cost_dollars, last_at_ms"),
            new Table("run_days", words("day"), words("day"), false));

    /** The table of that name. */
    public static Table named(String name) {
        return ALL.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Table table(String name, String key, String others) {
        return new Table(name, words(key + ", " + others), words(key), false);
    }

    private static Table numbered(String name, String key, String others) {
        return new Table(name, words(key + ", " + others), words(key), true);
    }

    private static List<String> words(String list) {
        return List.of(list.split(", "));
    }

    /** Every row, in an order that holds on both engines. */
    String select() {
        return "SELECT " + String.join(", ", columns) + " FROM " + name + " ORDER BY " + String.join(", ", key);
    }

    /** The statement that puts one row with all its columns in. */
    public String insert() {
        return "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES ("
                + "?, ".repeat(columns.size() - 1) + "?)";
    }
}
