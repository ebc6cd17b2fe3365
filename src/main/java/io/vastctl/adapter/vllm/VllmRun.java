package io.vastctl.adapter.vllm;

import java.util.List;
import java.util.regex.Pattern;

/** What the lines of one start of a server have shown so far. */
final class VllmRun {

    /** How Docker tells that an image is on its way: then there is no server yet. */
    private static final Pattern PULLING = Pattern.compile("^[0-9a-f]{12}: (?:Pulling fs layer|Downloading|Extracting"
            + "|Waiting|Verifying Checksum|Download complete|Pull complete|Already exists)");

    private static final int[] NONE = {};

    private static final int FIRST_LINES = 200;

    private final VllmProgress.Tracker progress = new VllmProgress.Tracker();
    private final VllmCauses causes = new VllmCauses();
    private final VllmDeath death = new VllmDeath();
    private final VllmTelling telling = new VllmTelling();
    private boolean pulling;
    private long waiting;
    private long lines;
    private long firstLine;
    private long lastLine;

    void see(long number, String text, VllmPatterns.Hits hits) {
        if (lines++ == 0) firstLine = number;
        lastLine = number;
        if (lines < FIRST_LINES) pulling |= PULLING.matcher(text).find();
        if (hits.show(VllmPatterns.Mark.WAITING, text)) waiting++;
        VllmLine line = new VllmLine(number, text);
        VllmStage old = progress.stage();
        List<VllmStage> shown = hits.none() ? List.of() : hits.stages(text);
        boolean bar = progress.see(line, shown);
        death.see(line, hits, !shown.isEmpty() || bar, shown.contains(VllmStage.LISTENING));
        if (progress.stage() != old) {
            causes.reached(progress.stage(), line);
            telling.over();
        }
        causes.see(line, hits.none() ? NONE : hits.signatures(), progress.stage());
        telling.see(line, hits.show(VllmPatterns.Mark.TELLING, text));
    }

    VllmProgress progress(long cacheBytes) {
        return progress.now(cacheBytes);
    }

    VllmStage stage() {
        return progress.stage();
    }

    VllmCauses causes() {
        return causes;
    }

    VllmTelling telling() {
        return telling;
    }

    VllmDeath death() {
        return death;
    }

    /** Lines so far but for those that only tell that somebody waits. */
    long words() {
        return lines - waiting;
    }

    /** Lines that are more than our marker and the end of the file. */
    boolean hasSpoken() {
        return lines > 1;
    }

    boolean isEmpty() {
        return lines == 0;
    }

    boolean isPulling() {
        return pulling;
    }

    /** Number of the line that this start began with. */
    long firstLine() {
        return firstLine;
    }

    long lastLine() {
        return lastLine;
    }
}
