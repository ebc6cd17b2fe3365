package io.vastctl.adapter.vllm;

import io.vastctl.outcome.Phase;
import io.vastctl.readiness.Evidence;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * @param left what the stage's last progress bar gives as the time still needed, such as {@code 05:10}; else empty
 * @param number of that line in the log, 0 without one
 */
record VllmProgress(
        VllmStage stage, OptionalDouble fraction, long steps, long cacheBytes, String line, String left, long number) {

    private static final Pattern CLOCK = Pattern.compile("\\s*\\[\\d+:\\d\\d(?::\\d\\d)?<[^\\]]*]\\s*$");

    private static final Pattern BAR = Pattern.compile(
            "(?:^|\\) )([A-Za-z][^|%]*?): *(\\d{1,3})%[^|]*\\|.*?" + "(\\d+)/(\\d+) \\[(?:[\\d:]+<([\\d:]+))?");

    /** Less than this is the cache's own book-keeping. */
    private static final long GROWTH_BYTES = 1_000_000;

    /** Reads a run line by line. */
    static final class Tracker {

        /** A log of many thousand different bars is none of vLLM's. */
        private static final int MOST_BARS = 1000;

        private final Map<String, Long> bars = new HashMap<>();
        private VllmStage stage = VllmStage.STARTING;
        private OptionalDouble fraction = OptionalDouble.empty();
        private String last = "";
        private String left = "";
        private long number;

        VllmStage stage() {
            return stage;
        }

        /**
         * Takes in one line. Every line of a start may come again for each rank and child, so a stage never falls back.
         *
         * @param shown the stages that it shows
         * @return whether it is a progress bar
         */
        boolean see(VllmLine line, List<VllmStage> shown) {
            for (VllmStage one : shown) {
                if (one.compareTo(stage) <= 0) continue;
                stage = one;
                fraction = OptionalDouble.empty();
                left = "";
            }
            boolean current = shown.contains(stage);
            // Dumps of settings may hold a key, and say little to people.
            if (current && !VllmNoise.isNoise(line.text())) {
                last = line.text();
                number = line.number();
            }
            if (!line.text().contains("%|") && !line.text().contains("% Completed |")) return false;
            Matcher bar = BAR.matcher(line.text());
            if (!bar.find()) return false;
            count(bar, current);
            return true;
        }

        private void count(Matcher bar, boolean current) {
            if (bar.group(3).length() > 17 || bar.group(4).length() > 17) return;
            long done = Long.parseLong(bar.group(3));
            String name = bar.group(1) + "/" + bar.group(4);
            if (bars.size() < MOST_BARS || bars.containsKey(name)) bars.merge(name, done, Math::max);
            if (!current) return;
            fraction = share(done, Long.parseLong(bar.group(4)));
            left = bar.group(5) == null ? "" : bar.group(5);
        }

        VllmProgress now(long cacheBytes) {
            long steps = bars.values().stream().mapToLong(Long::longValue).sum();
            return new VllmProgress(stage, fraction, steps, cacheBytes, plain(last), left, number);
        }
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

    /** How much longer the stage takes by the server's own progress bar. */
    Optional<Duration> remaining() {
        if (!left.matches("\\d{1,4}(:\\d\\d){1,2}")) return Optional.empty();
        long seconds = 0;
        for (String part : left.split(":", -1)) seconds = seconds * 60 + Long.parseLong(part);
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /** One line for people. */
    String describe(double modelGb) {
        boolean downloading = stage.phase() == Phase.MODEL_DOWNLOAD && cacheBytes > 0 && modelGb > 0;
        return downloading
                ? String.format(
                        Locale.ROOT, "%s: %.1f of %.1f GB in the cache", stage.word(), cacheBytes / 1e9, modelGb)
                : line;
    }

    /** Without the clock of a progress bar, which is old as soon as it is read. */
    private static String plain(String line) {
        String message = CLOCK.matcher(new VllmLine(0, line).message().strip()).replaceFirst("");
        return Evidence.redacted(message.substring(0, Math.min(message.length(), 160)));
    }

    private static OptionalDouble share(long done, long all) {
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, (double) done / all));
    }
}
