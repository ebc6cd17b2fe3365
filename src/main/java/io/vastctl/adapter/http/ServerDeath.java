package io.vastctl.adapter.http;

import io.vastctl.outcome.FailureClass;
import io.vastctl.readiness.Assessment.Failed;
import io.vastctl.readiness.SignatureTable;
import io.vastctl.readiness.SignatureTable.Match;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a server died: what the host says first, then the first cause in its log, else nobody is blamed.
 *
 * @param line of the log that shows it; absent where something else than the log does
 */
record ServerDeath(Failed failed, OptionalLong line) {

    private static final SignatureTable OF_HOST = SignatureTable.gpu();

    private static final String KILLED = "137";

    /**
     * Judges a server that has ended.
     *
     * @param exit its exit code as text, {@code unknown} if nobody noted it
     */
    static ServerDeath of(ServerLog log, String hostText, String exit) {
        Optional<Match> host = OF_HOST.firstMatch(hostText);
        if (host.isPresent()) {
            Match match = host.get();
            Failed failed = new Failed(
                    match.signature().failureClass(), match.signature().id(), match.evidence());
            return new ServerDeath(failed, OptionalLong.empty());
        }
        return log.cause()
                .map(cause -> new ServerDeath(cause.failed(), OptionalLong.of(cause.number())))
                .orElseGet(() -> unknown(log, exit));
    }

    private static ServerDeath unknown(ServerLog log, String exit) {
        boolean silently = exit.equals(KILLED) && !log.isTroubled();
        String signature = silently ? "http-killed" : "unclassified-exit";
        String evidence = "exit code " + exit + ": " + log.mostTelling();
        return new ServerDeath(new Failed(FailureClass.UNKNOWN, signature, evidence), log.tellingLine());
    }
}
