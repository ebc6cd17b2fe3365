package io.vastctl.cli.diagnose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vastctl.cli.text.Json;
import io.vastctl.cli.text.TextTable;
import io.vastctl.cli.text.Words;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Diagnosis;
import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.Signature;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A diagnosis for people and for programs. */
final class DiagnosisView {
    private DiagnosisView() {}

    /** For deaths that no signature of the table explains: what helps is a matter of the class. */
    private static final String NOBODY = "blames nobody: read the evidence, try one other machine at most";

    static ObjectNode json(String file, Diagnosis seen) {
        ObjectNode json = Json.object().put("file", file).put("verdict", word(seen));
        orNull(json, "class", seen.failure().map(failed -> failed.failureClass().name()));
        orNull(json, "signature", signature(seen));
        json.put("stage", seen.stage());
        if (seen.line().isPresent()) json.put("line", seen.line().getAsLong());
        else json.putNull("line");
        json.put("evidence", Evidence.redacted(seen.evidence()));
        orNull(json, "advice", advice(seen));
        json.put("confidence", confidence(seen));
        reason(seen).ifPresent(reason -> json.put("reason", reason));
        seen.signature().ifPresent(signature -> json.put("since", signature.since()));
        seen.failure().ifPresent(failed -> json.put("blames", blame(failed.failureClass())));
        seen.remaining().ifPresent(left -> json.put("secondsLeft", left.toSeconds()));
        return json;
    }

    private static void orNull(ObjectNode json, String field, Optional<String> value) {
        if (value.isPresent()) json.put(field, value.get());
        else json.putNull(field);
    }

    static String text(List<DiagnosedFiles.Result> results) {
        TextTable table = new TextTable("FILE", "VERDICT", "CLASS", "SIGNATURE", "STAGE", "LINE");
        StringBuilder below = new StringBuilder();
        for (DiagnosedFiles.Result result : results) {
            Diagnosis seen = result.diagnosis();
            table.row(
                    result.file(),
                    word(seen),
                    seen.failure().map(failed -> failed.failureClass().name()).orElse("-"),
                    signature(seen).orElse("-"),
                    seen.stage(),
                    seen.line().isPresent() ? String.valueOf(seen.line().getAsLong()) : "-");
            below.append(System.lineSeparator()).append(details(result.file(), seen));
        }
        return table.toString() + below;
    }

    static String word(Diagnosis seen) {
        return seen.word().name().toLowerCase(Locale.ROOT);
    }

    private static String details(String file, Diagnosis seen) {
        StringBuilder text = new StringBuilder(file).append(System.lineSeparator());
        reason(seen).ifPresent(reason -> line(text, "reason", reason));
        seen.failure().ifPresent(failed -> line(text, "blames", blame(failed.failureClass())));
        if (seen.failure().isPresent()) line(text, "match", confidence(seen));
        Evidence.redacted(seen.evidence()).lines().forEach(one -> line(text, "evidence", one.strip()));
        seen.remaining().ifPresent(left -> line(text, "left", Words.duration(left) + " by the server's progress bar"));
        advice(seen).ifPresent(advice -> line(text, "advice", advice));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-9s %s%n", name, value.replaceAll("\\p{Cntrl}", " ")));
    }

    /** A death that no rule explains has no signature, whatever a run calls it. */
    private static Optional<String> signature(Diagnosis seen) {
        return seen.failure().map(Failed::signature).filter(id -> !id.startsWith("unclassified-"));
    }

    private static Optional<String> advice(Diagnosis seen) {
        return seen.signature()
                .map(Signature::advice)
                .or(() -> seen.failure()
                        .map(failed -> failed.failureClass() == FailureClass.STALLED
                                ? "try another machine; nobody is blamed for a silence"
                                : NOBODY));
    }

    private static Optional<String> reason(Diagnosis seen) {
        return seen.signature()
                .map(Signature::reason)
                .or(() -> seen.failure()
                        .map(failed -> failed.failureClass() == FailureClass.STALLED
                                ? "no progress for longer than this stage may take"
                                : "nothing in it is known as a cause"));
    }

    private static String confidence(Diagnosis seen) {
        return seen.failure().isEmpty() || signature(seen).isPresent() ? "matched" : "unmatched";
    }

    private static String blame(FailureClass failureClass) {
        return failureClass.blameIn(Phase.MODEL_DOWNLOAD).word();
    }
}
