package io.vastctl.adapter.vllm;

import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Evidence;
import io.vastctl.readiness.ProbeReport;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a start has come.
 *
 * @param stage the latest one that the log shows
 * @param fraction 0 to 1 within the stage, by its last progress bar
 * @param steps shards, graphs and the like done so far, over all progress bars
 * @param cacheBytes size of the model cache, 0 if unknown
 * @param line the last line that showed a stage or a progress bar, without its prefix
 */
record VllmProgress(VllmStage stage, OptionalDouble fraction, long steps, long cacheBytes, String line) {

    private static final Pattern BAR =
            Pattern.compile("(?:^|\\) )([A-Za-z][^|%]*?): *(\\d{1,3})%[^|]*\\|.*?(\\d+)/(\\d+) \\[");
    private static final Pattern SIZE = Pattern.compile("^(\\d+)\\s");

    private static final Pattern PREFIX = Pattern.compile("^(?:\\S+ +\\| )?(?:\\([^)]*pid=\\d+[^)]*\\) )*"
            + "(?:[A-Z]+ \\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\[?[\\w./]+:\\d+\\] ?)?");

    /** Less than this is the cache's own book-keeping. */
    private static final long GROWTH_BYTES = 1_000_000;

    static VllmProgress of(ProbeReport report) {
        return of(VllmLog.of(report.stdout(VllmProbes.LOG)), cacheBytes(report.stdout(VllmProbes.CACHE)));
    }

    static VllmProgress of(VllmLog log, long cacheBytes) {
        VllmStage stage = VllmStage.STARTING;
        OptionalDouble fraction = OptionalDouble.empty();
        Map<String, Long> bars = new HashMap<>();
        String last = "";
        for (String line : log.lines()) {
            VllmStage shown = shownBy(line, stage);
            if (shown != stage) fraction = OptionalDouble.empty();
            stage = shown;
            // Dumps of settings may hold a key, and say little to people.
            if (stage.isShownBy(line) && !VllmNoise.isNoise(line)) last = line;
            Matcher bar = BAR.matcher(line);
            if (!bar.find()) continue;
            long done = Long.parseLong(bar.group(3));
            bars.merge(bar.group(1) + "/" + bar.group(4), done, Math::max);
            if (stage.isShownBy(line)) fraction = share(done, Long.parseLong(bar.group(4)));
        }
        long steps = bars.values().stream().mapToLong(Long::longValue).sum();
        return new VllmProgress(stage, fraction, steps, cacheBytes, plain(last));
    }

    /** Whether there is more done than before: a later stage, more steps, or a cache grown by a megabyte. */
    boolean isBeyond(VllmProgress before) {
        // A cache that could not be measured last time has not grown from nothing.
        boolean grown = before.cacheBytes > 0 && cacheBytes - before.cacheBytes >= GROWTH_BYTES;
        return stage.compareTo(before.stage) > 0 || steps > before.steps || grown;
    }

    /**
     * Progress within the stage; while the model is downloaded, the share of it that is there.
     *
     * @param modelGb size of the model, 0 if unknown
     */
    OptionalDouble within(double modelGb) {
        boolean downloading = stage.compareTo(VllmStage.WEIGHTS) < 0;
        if (!downloading) return fraction;
        return modelGb > 0 && cacheBytes > 0
                ? OptionalDouble.of(Math.min(1, cacheBytes / (modelGb * 1e9)))
                : OptionalDouble.empty();
    }

    /** One line for people. */
    String describe(double modelGb) {
        boolean downloading = stage.phase() == Phase.MODEL_DOWNLOAD && cacheBytes > 0 && modelGb > 0;
        return downloading
                ? String.format(
                        Locale.ROOT, "%s: %.1f of %.1f GB in the cache", stage.word(), cacheBytes / 1e9, modelGb)
                : line;
    }

    /** Every line of a start may come again for each rank and child, so a stage never falls back. */
    private static VllmStage shownBy(String line, VllmStage least) {
        VllmStage latest = least;
        for (VllmStage stage : VllmStage.values()) {
            if (stage.compareTo(latest) > 0 && stage.isShownBy(line)) latest = stage;
        }
        return latest;
    }

    private static String plain(String line) {
        String message = PREFIX.matcher(line).replaceFirst("").strip();
        return Evidence.redacted(message.substring(0, Math.min(message.length(), 160)));
    }

    private static OptionalDouble share(long done, long all) {
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, (double) done / all));
    }

    private static long cacheBytes(String du) {
        Matcher size = SIZE.matcher(du.strip() + " ");
        return size.find() && size.group(1).length() < 19 ? Long.parseLong(size.group(1)) : 0;
    }
}
