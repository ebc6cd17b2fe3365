package io.vastctl.cli.rent;

import io.vastctl.cli.text.MetricsText;
import io.vastctl.memory.RunCounts;
import io.vastctl.provision.AttemptResult;
import io.vastctl.provision.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run's figures for node_exporter's textfile collector. Labels hold words of ours alone: the command, the kind of market,
 * and outcomes. No sample has a time of its own, which the collector would refuse.
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
    private final MetricsText text = new MetricsText("vastctl_");

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
        text.gauge("last_run_timestamp_seconds", "When the last run of the command ended, in seconds since 1970.");
        sample(seconds(now));
        text.gauge("last_run_exit_code", "What it ended with; 75 if it was skipped because another run was on.");
        sample(ending.code().code());
        ending.result().ifPresent(result -> {
            text.gauge("last_run_cost_dollars", "What the last run cost, in US dollars.");
            sample(result.costDollars());
            // Of a survey it would be the time of one machine among many.
            if (ending.survey().isEmpty())
                result.timeToReady().ifPresent(time -> {
                    text.gauge("last_run_seconds_to_ready", "From its begin to the first token, in seconds.");
                    sample(time.toMillis() / 1000.0);
                });
            Map<String, Long> attempts = outcomes();
            result.attempts().forEach(attempt -> attempts.merge(attempt.outcome(), 1L, Long::sum));
            text.gauge("last_run_attempts", "Attempts of the last run, by outcome.");
            attempts.forEach((outcome, count) -> sample((double) count, "outcome", outcome));
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
        text.gauge("rentals_still_running", "Rentals that may still be running although nobody wants them.");
        sample(rentals);
    }

    private void all(Past past) {
        past.lastSuccess().ifPresent(at -> {
            text.gauge("last_success_timestamp_seconds", "When a run of the command last ended with 0, since 1970.");
            sample(seconds(at));
        });
        List<RunCounts.Runs> mine = past.runs().stream()
                .filter(runs -> runs.command().equals(command))
                .toList();
        text.counter("runs_total", "Runs of the command that are over, by outcome.");
        mine.forEach(runs -> sample((double) runs.count(), "outcome", runs.outcome()));
        text.counter("cost_dollars_total", "What they cost, in US dollars.");
        sample(mine.stream().mapToDouble(RunCounts.Runs::costDollars).sum());
        Map<String, Long> attempts = outcomes();
        past.attempts().forEach(one -> attempts.merge(one.outcome(), one.count(), Long::sum));
        text.counter("attempts_total", "Attempts of the command's runs, by outcome.");
        attempts.forEach((outcome, count) -> sample((double) count, "outcome", outcome));
    }

    private static Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        ATTEMPT_OUTCOMES.forEach(outcome -> outcomes.put(outcome, 0L));
        return outcomes;
    }

    private void sample(double value, String... more) {
        text.sample(
                value,
                Stream.concat(Stream.of("command", command, "market", market), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }
}
