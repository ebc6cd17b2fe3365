package io.vastctl.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.Words;
import io.vastctl.memory.AttemptRow;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.PhaseTime;
import java.util.Locale;
import java.util.stream.Collectors;

/** An attempt from the database, for people and for programs. */
public final class StoredAttempt {
    private StoredAttempt() {}

    private static final int EVIDENCE = 140;

    public static ObjectNode json(AttemptRow attempt, Pardons pardons) {
        ObjectNode json = Json.object()
                .put("runId", attempt.runId())
                .put("number", attempt.number())
                .put("offerId", attempt.offerId())
                .put("machineId", attempt.machineId())
                .put("hostId", attempt.hostId())
                .put("gpu", attempt.gpuName());
        attempt.instanceId().ifPresent(id -> json.put("instanceId", id));
        json.put("dollarsPerHour", Words.rounded(attempt.dollarsPerHour(), 6))
                .put("startedAt", Words.iso(attempt.startedAt()))
                .put("finishedAt", Words.iso(attempt.finishedAt()))
                .put("outcome", attempt.outcome());
        attempt.failure().ifPresent(failure -> json.set("failure", failure(attempt, failure, pardons)));
        ArrayNode phases = json.putArray("phases");
        for (PhaseTime time : attempt.phases())
            phases.addObject()
                    .put("phase", time.phase().name())
                    .put("seconds", Words.rounded(time.duration().toMillis() / 1000.0, 1));
        attempt.firstTokenSeconds().ifPresent(value -> json.put("firstTokenSeconds", Words.rounded(value, 3)));
        attempt.tokensPerSecond().ifPresent(value -> json.put("tokensPerSecond", Words.rounded(value, 1)));
        attempt.downloadMbps().ifPresent(value -> json.put("downloadMbps", Words.rounded(value, 1)));
        return json.put("costDollars", Words.rounded(attempt.costDollars(), 6)).put("cleanup", attempt.cleanup());
    }

    /** Blames nobody where the blame was withdrawn, and says why. */
    private static ObjectNode failure(AttemptRow attempt, Failure failure, Pardons pardons) {
        ObjectNode json = RunDocument.failure(failure);
        pardons.of(attempt)
                .ifPresent(cause -> json.put("blames", Blame.NOBODY.word()).put("withdrawn", cause.sentence()));
        return json;
    }

    public static String text(AttemptRow attempt, Pardons pardons) {
        String phases = attempt.phases().stream()
                .map(time -> time.phase() + " " + Words.duration(time.duration()))
                .collect(Collectors.joining(", "));
        return head(attempt, pardons) + (phases.isEmpty() ? "" : "    " + phases + System.lineSeparator());
    }

    /** Without the phases. */
    static String head(AttemptRow attempt, Pardons pardons) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s  attempt %d of run %s: %s on machine %d, %s, %s, %s%n",
                Words.moment(attempt.startedAt()),
                attempt.number(),
                attempt.runId(),
                attempt.outcome().replace('_', ' '),
                attempt.machineId(),
                Words.printable(attempt.gpuName()),
                Words.dollars(attempt.costDollars()),
                attempt.cleanup()));
        attempt.failure()
                .ifPresent(failure -> text.append(String.format(
                        Locale.ROOT,
                        "    %s %s in %s, blames %s: %s%n",
                        failure.failureClass(),
                        failure.signature(),
                        failure.phase(),
                        pardons.of(attempt).isPresent()
                                ? Blame.NOBODY.word()
                                : failure.blames().word(),
                        Words.firstLine(failure.evidence(), EVIDENCE))));
        pardons.of(attempt)
                .ifPresent(cause -> text.append("    withdrawn: ")
                        .append(Words.printable(cause.sentence()))
                        .append(System.lineSeparator()));
        return text.toString();
    }
}
