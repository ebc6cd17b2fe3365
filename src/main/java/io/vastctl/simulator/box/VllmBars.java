package io.vastctl.simulator.box;

import java.util.Locale;

/** The progress bars in vLLM's log. */
final class VllmBars {

    private VllmBars() {}

    static String shards(int done, int count, double secondsEach) {
        return String.format(
                Locale.ROOT,
                "Loading safetensors checkpoint shards: %3d%% Completed | %d/%d [%s<%s, %5.2fs/it]",
                done * 100 / count,
                done,
                count,
                clock(done * secondsEach),
                done == 0 ? "?" : clock((count - done) * secondsEach),
                secondsEach);
    }

    static String graphs(int done, int count, double seconds) {
        int cells = done * 10 / count;
        return String.format(
                Locale.ROOT,
                "Capturing CUDA graphs (mixed prefill-decode, PIECEWISE): %3d%%|%s%s| %d/%d [%s<%s, %.2fit/s]",
                done * 100 / count,
                "█".repeat(cells),
                " ".repeat(10 - cells),
                done,
                count,
                clock(seconds * done / count),
                clock(seconds * (count - done) / count),
                count / seconds);
    }

    private static String clock(double seconds) {
        long whole = (long) seconds;
        return String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60);
    }
}
