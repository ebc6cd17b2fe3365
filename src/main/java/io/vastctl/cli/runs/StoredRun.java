package io.vastctl.cli.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.Workbench;
import io.vastctl.cli.badhosts.Pardons;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.config.Suggestion;
import io.vastctl.memory.AmbiguousRunException;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.Bill;
import io.vastctl.memory.Journal;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Paper;
import io.vastctl.memory.RunDetail;
import io.vastctl.memory.RunFilter;
import io.vastctl.memory.RunHistory;
import io.vastctl.memory.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One run as it was stored: found by its id, and told as text and as {@code vastctl.run-detail/1}. */
public final class StoredRun {

    /** A mistyped id is looked for among so many, the newest. */
    private static final int SUGGESTED = 1000;

    private StoredRun() {}

    /** The run of that id, or of the only one that begins so. */
    public static RunDetail find(Workbench bench, String runId) {
        try {
            return new RunHistory(bench.database())
                    .show(runId)
                    .orElseThrow(() -> new UsageException(
                            "run " + runId + " is unknown" + meant(bench, runId) + ": see vastctl runs list"));
        } catch (AmbiguousRunException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String meant(Workbench bench, String runId) {
        List<String> known = new RunHistory(bench.database())
                .list(new RunFilter(Optional.empty(), Optional.empty(), SUGGESTED)).stream()
                        .map(RunSummary::runId)
                        .toList();
        return Suggestion.didYouMean(runId, known);
    }

    /** What the marketplace has billed for each attempt, as far as it is known. */
    public static Map<Integer, Bill> bills(Workbench bench, RunDetail run) {
        return new Journal(bench.database()).bills().ofRun(run.summary().runId());
    }

    public static ObjectNode json(RunDetail run, Map<Integer, Bill> bills, Pardons pardons) {
        ObjectNode json = Json.document("run-detail");
        json.setAll(summary(run.summary()));
        ArrayNode attempts = json.putArray("attempts");
        run.attempts().forEach(attempt -> attempts.add(json(attempt, bills, pardons)));
        choice(run.snapshotJson()).ifPresent(choice -> json.set("choice", choice));
        return json;
    }

    private static ObjectNode json(AttemptRow attempt, Map<Integer, Bill> bills, Pardons pardons) {
        ObjectNode json = StoredAttempt.json(attempt, pardons);
        Bill bill = bills.get(attempt.number());
        return bill == null ? json : json.put("billedDollars", Words.rounded(bill.dollars(), 6));
    }

    private static Optional<ObjectNode> choice(String snapshot) {
        try {
            if (snapshot.isBlank()) return Optional.empty();
            ObjectNode choice = new ObjectMapper().readValue(snapshot, ObjectNode.class);
            choice.remove("replay"); // for runs explain
            return Optional.of(choice);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    public static String text(RunDetail run, Map<Integer, Bill> bills, List<Paper> papers, Pardons pardons) {
        RunSummary summary = run.summary();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Run %s (%s, %s, %s market): %s, %s, spent %s%nModel %s, image %s%n",
                summary.runId(),
                summary.workload(),
                summary.strictness(),
                summary.origin().word(),
                summary.outcome().replace('_', ' '),
                Words.count(summary.attempts(), "attempt", "attempts"),
                Words.dollars(summary.costDollars()),
                summary.model(),
                summary.image()));
        for (AttemptRow attempt : run.attempts()) {
            text.append(StoredAttempt.head(attempt, pardons)).append(StoredPhases.text(attempt, papers));
            Bill bill = bills.get(attempt.number());
            if (bill != null) text.append(String.format("    billed %s%n", Words.dollars(bill.dollars())));
        }
        return text.toString();
    }

    /** Without its attempts, as a list has it. */
    static ObjectNode summary(RunSummary run) {
        ObjectNode json = Json.object()
                .put("runId", run.runId())
                .put("command", run.command())
                .put("strictness", run.strictness())
                .put("workload", run.workload())
                .put("image", run.image())
                .put("model", run.model())
                .put("simulated", run.origin() == Origin.SIMULATED)
                .put("startedAt", Words.iso(run.startedAt()))
                .put("outcome", run.outcome())
                .put("attemptCount", run.attempts())
                .put("costDollars", Words.rounded(run.costDollars(), 6));
        run.finishedAt().ifPresent(at -> json.put("finishedAt", Words.iso(at)));
        run.exitCode().ifPresent(code -> json.put("exitCode", code));
        run.secondsToReady().ifPresent(seconds -> json.put("secondsToReady", Words.rounded(seconds, 1)));
        return json;
    }
}
