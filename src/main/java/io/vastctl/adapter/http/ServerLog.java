package io.vastctl.adapter.http;

import io.vastctl.adapter.StartScript;
import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.FirstCause;
import io.vastctl.readiness.LogLines;
import io.vastctl.readiness.PatternSet;
import io.vastctl.readiness.Signature;
import io.vastctl.readiness.Signature.Role;
import io.vastctl.readiness.SignatureTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;

/**
 * What the log of a server of any kind has shown since its last start. What stands above a line that shows the server up did
 * not keep it from coming up, so it is no cause. Memory does not grow with the log. Not for several threads.
 */
final class ServerLog implements LogLines.Sink {

    static final SignatureTable SIGNATURES =
            SignatureTable.gpu().then(SignatureTable.fromResource(ServerLog.class, "http.signatures"));

    private static final List<Signature> TABLE = SIGNATURES.signatures();
    private static final PatternSet PATTERNS =
            new PatternSet(TABLE.stream().map(Signature::pattern).toList());

    private record Line(long number, String text) {}

    private final List<ServerCause> causes = new ArrayList<>();
    private boolean open;
    private Optional<Line> telling = Optional.empty();
    private Optional<Line> last = Optional.empty();
    private boolean up;

    /** Reads a whole text. */
    static ServerLog of(String text) {
        ServerLog log = new ServerLog();
        LogLines.of(text, log);
        return log;
    }

    @Override
    public void line(long number, String text) {
        if (text.contains(StartScript.MARKER)) forget();
        else if (!text.isBlank()) see(new Line(number, text));
    }

    private void forget() {
        causes.clear();
        open = false;
        telling = Optional.empty();
        last = Optional.empty();
        up = false;
    }

    private void see(Line line) {
        if (open) causes.replaceAll(cause -> cause.isOpen() ? cause.with(line.text()) : cause);
        open = false;
        last = Optional.of(line);
        if (ServerLine.isUp(line.text())) {
            up = true;
            causes.clear();
            telling = Optional.empty();
            return;
        }
        if (ServerLine.isTelling(line.text())) telling = Optional.of(line);
        BitSet candidates = PATTERNS.candidates(line.text());
        if (!candidates.isEmpty() && !ServerLine.isNoise(line.text()))
            candidates.stream().forEach(rank -> look(rank, line));
    }

    private void look(int rank, Line line) {
        Matcher found = TABLE.get(rank).pattern().matcher(line.text());
        if (!found.find()) return;
        boolean quiet = ServerLine.isQuiet(line.text());
        ServerCause cause = new ServerCause(rank, TABLE.get(rank), line.number(), quiet, found.start(), line.text());
        if (causes.stream().anyMatch(cause::isTwinOf)) return;
        causes.add(cause);
        open = true;
    }

    /** What a server died of that is known to be dead. */
    Optional<ServerCause> cause() {
        return FirstCause.of(causes)
                .or(() -> FirstCause.byTable(causes, Role.CONSEQUENCE))
                .or(() -> FirstCause.byTable(causes, Role.WRAPPER));
    }

    /** What the server called an error, although nobody says that it is dead. */
    Optional<ServerCause> error() {
        List<ServerCause> loud =
                causes.stream().filter(cause -> !cause.isQuiet()).toList();
        return FirstCause.of(loud)
                .or(() -> FirstCause.byTable(loud, Role.CONSEQUENCE).filter(cause -> endsInTrouble()));
    }

    /** Whether the last line sounds like an end. */
    boolean endsInTrouble() {
        return telling.isPresent()
                && telling.equals(last)
                && !ServerLine.isQuiet(telling.get().text());
    }

    OptionalLong lastLine() {
        return last.map(line -> OptionalLong.of(line.number())).orElse(OptionalLong.empty());
    }

    String lastText() {
        return last.map(line -> Evidence.around(line.text(), 0)).orElse("");
    }

    /** Whether the server has said that it takes requests. */
    boolean isUp() {
        return up;
    }

    boolean isEmpty() {
        return last.isEmpty();
    }

    boolean isTroubled() {
        return telling.isPresent();
    }

    /** The line that says most of a death that no signature knows. */
    String mostTelling() {
        return telling.or(() -> last)
                .map(line -> Evidence.around(line.text(), 0))
                .orElse("the log is empty");
    }

    /** Number of that line. */
    OptionalLong tellingLine() {
        return telling.or(() -> last)
                .map(line -> OptionalLong.of(line.number()))
                .orElse(OptionalLong.empty());
    }
}
