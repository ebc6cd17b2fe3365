package io.vastctl.cli.runs;

import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.text.Csv;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Origin;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunSummary;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Runs and attempts as CSV: the names and units of the JSON; what is unknown is an empty cell. */
final class RunsCsv {
    private RunsCsv() {}

    static String runs(List<RunSummary> runs) {
        StringBuilder text = new StringBuilder(
                "runId,command,strictness,workload,image,model,simulated,startedAt,finishedAt,outcome,exitCode,"
                        + "attemptCount,costDollars,secondsToReady\n");
        for (RunSummary run : runs)
            text.append(Csv.row(
                    run.runId(),
                    run.command(),
                    run.strictness(),
                    run.workload(),
                    run.image(),
                    run.model(),
                    run.origin() == Origin.SIMULATED,
                    Words.iso(run.startedAt()),
                    run.finishedAt().map(Words::iso).orElse(""),
                    run.outcome(),
                    cell(run.exitCode()),
                    run.attempts(),
                    Words.rounded(run.costDollars(), 6),
                    cell(run.secondsToReady(), 1)));
        return text.toString();
    }

    /** One row per attempt, with a column per phase that holds seconds. */
    static String attempts(RunDetail run, Pardons pardons) {
        List<Object> heading = new ArrayList<>(List.of(
                "runId",
                "number",
                "offerId",
                "machineId",
                "hostId",
                "gpu",
                "instanceId",
                "dollarsPerHour",
                "startedAt",
                "finishedAt",
                "outcome",
                "class",
                "signature",
                "failedIn",
                "blames",
                "evidence",
                "costDollars",
                "cleanup",
                "firstTokenSeconds",
                "tokensPerSecond",
                "downloadMbps"));
        heading.addAll(List.of(Phase.values()));
        StringBuilder text = new StringBuilder(Csv.row(heading.toArray()));
        run.attempts()
                .forEach(attempt -> text.append(Csv.row(cells(attempt, pardons).toArray())));
        return text.toString();
    }

    private static List<Object> cells(AttemptRow attempt, Pardons pardons) {
        List<Object> cells = new ArrayList<>(List.of(
                attempt.runId(),
                attempt.number(),
                attempt.offerId(),
                attempt.machineId(),
                attempt.hostId(),
                attempt.gpuName(),
                cell(attempt.instanceId()),
                Words.rounded(attempt.dollarsPerHour(), 6),
                Words.iso(attempt.startedAt()),
                Words.iso(attempt.finishedAt()),
                attempt.outcome(),
                attempt.failure().map(failure -> failure.failureClass().name()).orElse(""),
                attempt.failure().map(Failure::signature).orElse(""),
                attempt.failure().map(failure -> failure.phase().name()).orElse(""),
                attempt.failure()
                        .map(failure -> pardons.of(attempt).isPresent() ? Blame.NOBODY : failure.blames())
                        .map(Blame::word)
                        .orElse(""),
                attempt.failure().map(Failure::evidence).orElse(""),
                Words.rounded(attempt.costDollars(), 6),
                attempt.cleanup(),
                cell(attempt.firstTokenSeconds(), 3),
                cell(attempt.tokensPerSecond(), 1),
                cell(attempt.downloadMbps(), 1)));
        for (Phase phase : Phase.values()) cells.add(seconds(attempt, phase));
        return cells;
    }

    private static String seconds(AttemptRow attempt, Phase phase) {
        long millis = attempt.phases().stream()
                .filter(time -> time.phase() == phase)
                .mapToLong(time -> time.duration().toMillis())
                .sum();
        boolean seen = attempt.phases().stream().anyMatch(time -> time.phase() == phase);
        return seen ? String.valueOf(Words.rounded(millis / 1000.0, 1)) : "";
    }

    private static String cell(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : "";
    }

    private static String cell(OptionalLong value) {
        return value.isPresent() ? String.valueOf(value.getAsLong()) : "";
    }

    private static String cell(OptionalDouble value, int digits) {
        return value.isPresent() ? String.valueOf(Words.rounded(value.getAsDouble(), digits)) : "";
    }
}
