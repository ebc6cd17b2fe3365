package io.vastctl.adapter.vllm;

import io.vastctl.adapter.vllm.VllmPatterns.Mark;
import io.vastctl.readiness.LogLines;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads a log in which a server may have been started several times, and keeps the last start only. Memory does not grow
 * with the log. Not for several threads.
 */
final class VllmRuns implements LogLines.Sink {

    /** How far above the version line a start may begin: vLLM imports first and warns then. */
    private static final int IMPORT_LINES = 30;

    private static final int MOST_KNOWN = 8;
    private static final Map<String, VllmRun> KNOWN = new ConcurrentHashMap<>();

    private record Kept(long number, String text) {}

    private final Deque<Kept> recent = new ArrayDeque<>();
    private VllmRun run = new VllmRun();
    private boolean versionSeen;
    private boolean endSeen;

    /**
     * The last start in a whole text. Each look is asked about several times, and many say nothing new, so that a few
     * texts are remembered; what comes out is not to be changed.
     */
    static VllmRun lastIn(String text) {
        VllmRun known = KNOWN.get(text);
        if (known != null) return known;
        VllmRun last = of(text).last();
        if (KNOWN.size() >= MOST_KNOWN) KNOWN.clear();
        KNOWN.put(text, last);
        return last;
    }

    /** Reads a whole text. */
    static VllmRuns of(String text) {
        VllmRuns runs = new VllmRuns();
        LogLines.of(text, runs);
        return runs;
    }

    /** The last start so far. */
    VllmRun last() {
        return run;
    }

    @Override
    public void line(long number, String raw) {
        for (String text : VllmText.of(raw)) take(number, text);
    }

    private void take(long number, String text) {
        if (text.startsWith(VllmStartScript.MARKER)) begin();
        VllmPatterns.Hits hits = VllmPatterns.ALL.in(text);
        if (hits.show(Mark.VERSION, text)) version();
        endSeen |= hits.show(Mark.RUN_OVER, text);
        run.see(number, text, hits);
        recent.addLast(new Kept(number, text.length() > 4000 ? text.substring(0, 4000) : text));
        if (recent.size() > IMPORT_LINES) recent.removeFirst();
    }

    private void begin() {
        run = new VllmRun();
        recent.clear();
        versionSeen = false;
        endSeen = false;
    }

    /** A supervisor may have started the server again: the new start began with the import above this line. */
    private void version() {
        boolean again = versionSeen || endSeen;
        versionSeen = true;
        if (!again) return;
        Deque<Kept> above = new ArrayDeque<>();
        boolean found = false;
        while (!recent.isEmpty() && !found && !shows(recent.getLast(), Mark.RUN_OVER)) {
            above.addFirst(recent.removeLast());
            found = shows(above.getFirst(), Mark.PLATFORM);
        }
        begin();
        versionSeen = true;
        if (found) for (Kept kept : above) run.see(kept.number(), kept.text(), VllmPatterns.ALL.in(kept.text()));
    }

    private static boolean shows(Kept kept, Mark mark) {
        return VllmPatterns.ALL.in(kept.text()).show(mark, kept.text());
    }
}
