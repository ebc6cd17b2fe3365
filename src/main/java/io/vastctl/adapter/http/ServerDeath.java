package io.vastctl.adapter.http;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.readiness.SignatureTable.Match;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out why a server died: what the host says first, then its log, else nobody is blamed. */
final class ServerDeath {

    static final SignatureTable SIGNATURES =
            SignatureTable.gpu().then(SignatureTable.fromResource(ServerDeath.class, "http.signatures"));

    private static final Pattern TELLING =
            Pattern.compile("(?i)error|exception|fatal|failed|traceback|killed|panic|not found|denied");

    private ServerDeath() {}

    /**
     * Judges a server that has ended.
     *
     * @param exit its exit code as text, {@code unknown} if nobody noted it
     */
    static Failed of(String log, String hostText, String exit) {
        String text = sinceLastStart(log);
        Optional<Match> cause = SignatureTable.gpu().firstMatch(hostText).or(() -> SIGNATURES.firstMatch(text));
        if (cause.isPresent()) {
            Match match = cause.get();
            return new Failed(
                    match.signature().failureClass(), match.signature().id(), match.evidence());
        }
        return new Failed(
                FailureClass.UNKNOWN, "server-exited", "exit code " + exit + ": " + mostTelling(text.stripTrailing()));
    }

    private static String sinceLastStart(String log) {
        int marker = log.lastIndexOf(ServerStartScript.MARKER);
        int line = marker < 0 ? -1 : log.indexOf('\n', marker);
        return line < 0 ? (marker < 0 ? log : "") : log.substring(line + 1);
    }

    private static String mostTelling(String text) {
        if (text.isBlank()) return "the log is empty";
        int end = text.length();
        while (end > 0) {
            int start = text.lastIndexOf('\n', end - 1) + 1;
            if (TELLING.matcher(text.substring(start, end)).find()) return Evidence.around(text, start);
            end = start - 1;
        }
        return Evidence.around(text, text.lastIndexOf('\n') + 1);
    }
}
