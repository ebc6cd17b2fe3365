package io.vastctl.cli.rent;

import io.vastctl.cli.text.Words;
import io.vastctl.memory.RunCounts;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A run's figures in Prometheus' text format, version 0.0.4, as node_exporter's textfile collector reads it
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). Labels hold words of ours alone: the command, the
 * kind of market, and outcomes. No sample has a time of its own, which the collector would refuse.
 */
public final class RunMetrics {

    /** The words that an attempt can end with; each is always told, so that a rate can be taken from the first. */
    private static final List<String> ATTEMPT_OUTCOMES =
            List.of(AttemptResult.READY, AttemptResult.FAILED, AttemptResult.OFFER_GONE, AttemptResult.INTERRUPTED);

    /**
     * What the database says of all runs in this kind of market.
     *
     * @param lastSuccess of the command at hand
     */
    public record Past(List<RunCounts.Runs> runs, List<RunCounts.Attempts> attempts, Optional<Instant> lastSuccess) {}

    private final String command;
    private final String market;
    private final StringBuilder text = new StringBuilder();

    private RunMetrics(String command, String market) {
        this.command = command;
        this.market = market;
    }

    /**
     * The text of the file.
     *
     * @param market {@code real} or {@code simulated}
     * @param open so many rentals of that market nobody looks after, by the journal; empty if there is none to ask
     * @param past empty if the database could not be asked; then there are no counters
     * @param now the time of the market
     */
    public static String of(
            String command, String market, Ending ending, OptionalInt open, Optional<Past> past, Instant now) {
        RunMetrics metrics = new RunMetrics(command, market);
        metrics.last(ending, now);
        stillRunning(ending, open).ifPresent(metrics::stillRunning);
        past.ifPresent(metrics::all);
        return metrics.text.toString();
    }

    private void last(Ending ending, Instant now) {
        gauge("last_run_timestamp_seconds", "When the last run of the command ended, in seconds since 1970.");
        sample("last_run_timestamp_seconds", seconds(now));
        gauge("last_run_exit_code", "What it ended with; 75 if it was skipped because another run was on.");
        sample("last_run_exit_code", String.valueOf(ending.code().code()));
        ending.result().ifPresent(result -> {
            gauge("last_run_cost_dollars", "What the last run cost, in US dollars.");
            sample("last_run_cost_dollars", number(result.costDollars()));
            result.timeToReady().ifPresent(time -> {
                gauge("last_run_seconds_to_ready", "From its begin to the first token, in seconds.");
                sample("last_run_seconds_to_ready", number(time.toMillis() / 1000.0));
            });
            Map<String, Long> attempts = outcomes();
            result.attempts().forEach(attempt -> attempts.merge(attempt.outcome(), 1L, Long::sum));
            gauge("last_run_attempts", "Attempts of the last run, by outcome.");
            attempts.forEach((outcome, count) -> sample("last_run_attempts", String.valueOf(count), outcome));
        });
    }

    /** Of a run that never began the journal alone tells; where there is none, nothing is known, which is not zero. */
    private static OptionalInt stillRunning(Ending ending, OptionalInt open) {
        if (ending.result().isEmpty()) return open;
        RunResult result = ending.result().get();
        int named = ending.earlier().size()
                + result.stillRunning().size()
                + result.leftovers().size();
        return OptionalInt.of(Math.max(named, open.orElse(0)));
    }

    private void stillRunning(int rentals) {
        gauge("rentals_still_running", "Rentals that may still be running although nobody wants them.");
        sample("rentals_still_running", String.valueOf(rentals));
    }

    private void all(Past past) {
        past.lastSuccess().ifPresent(at -> {
            gauge("last_success_timestamp_seconds", "When a run of the command last ended with 0, since 1970.");
            sample("last_success_timestamp_seconds", seconds(at));
        });
        List<RunCounts.Runs> mine = past.runs().stream()
                .filter(runs -> runs.command().equals(command))
                .toList();
        counter("runs_total", "Runs of the command that are over, by outcome.");
        mine.forEach(runs -> sample("runs_total", String.valueOf(runs.count()), runs.outcome()));
        counter("cost_dollars_total", "What they cost, in US dollars.");
        sample(
                "cost_dollars_total",
                number(mine.stream().mapToDouble(RunCounts.Runs::costDollars).sum()));
        Map<String, Long> attempts = outcomes();
        past.attempts().forEach(one -> attempts.merge(one.outcome(), one.count(), Long::sum));
        counter("attempts_total", "Attempts of the command's runs, by outcome.");
        attempts.forEach((outcome, count) -> sample("attempts_total", String.valueOf(count), outcome));
    }

    private static Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        ATTEMPT_OUTCOMES.forEach(outcome -> outcomes.put(outcome, 0L));
        return outcomes;
    }

    private void gauge(String name, String help) {
        describe(name, help, "gauge");
    }

    private void counter(String name, String help) {
        describe(name, help, "counter");
    }

    private void describe(String name, String help, String type) {
        text.append("# HELP vastctl_").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE vastctl_").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, String value) {
        labelled(name, "", value);
    }

    private void sample(String name, String value, String outcome) {
        labelled(name, ",outcome=\"" + outcome + "\"", value);
    }

    private void labelled(String name, String more, String value) {
        text.append("vastctl_")
                .append(name)
                .append("{command=\"")
                .append(command)
                .append("\",market=\"");
        text.append(market).append('"').append(more).append("} ").append(value).append('\n');
    }

    private static String seconds(Instant at) {
        return number(at.toEpochMilli() / 1000.0);
    }

    private static String number(double value) {
        return new BigDecimal(String.valueOf(Words.rounded(value, 6))).toPlainString();
    }
}
