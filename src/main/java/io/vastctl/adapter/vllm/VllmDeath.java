package io.vastctl.adapter.vllm;

import io.vastctl.adapter.vllm.VllmPatterns.Mark;

/** Watches a run of a server for its end, and for signs that it lives on after some trouble. */
final class VllmDeath {

    private long lines;
    private long death;
    private long life;
    private boolean engineGone;
    private boolean serving;

    void see(VllmLine line, VllmPatterns.Hits hits, boolean showsLife, boolean showsListener) {
        lines++;
        if (showsLife) life = lines;
        if (showsListener) {
            serving = true;
            engineGone = false;
        }
        if (hits.none()) return;
        if (serving && hits.show(Mark.SERVED, line.text())) life = lines;
        else judge(line, hits);
    }

    private void judge(VllmLine line, VllmPatterns.Hits hits) {
        String text = line.text();
        boolean gone = hits.show(Mark.ENGINE_GONE, text) && !line.isQuiet();
        boolean failed = !serving && hits.show(Mark.FAILED_START, text) && !line.isQuiet();
        boolean ended = hits.show(Mark.END, text);
        if ((!gone && !failed && !ended) || VllmNoise.isNoise(text)) return;
        engineGone |= gone;
        death = lines;
    }

    /** Whether the engine has said that it is gone, and no server came up after that. */
    boolean isEngineGone() {
        return engineGone;
    }

    /** Whether the last word is a death, not a stage of a start that went on after some trouble. */
    boolean isLastWord() {
        return death > life || engineGone;
    }
}
