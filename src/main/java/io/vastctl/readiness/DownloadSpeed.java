package io.vastctl.readiness;

import io.vastctl.outcome.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A short test of the machine's line: the beginning of the model's own largest kind of file, four times side by side
 * as the Hub's client fetches, for five seconds or 128 MB, whichever comes first. What cannot be measured is unknown.
 */
final class DownloadSpeed {

    static final String PROBE = "download-speed";

    /** A variable of the workload: another address to fetch from, or {@code off}. */
    static final String SOURCE = "VASTCTL_SPEED_URL";

    private static final String HUB = "https://huggingface.co";
    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+/[\\w.-]+");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s'\"]+");
    private static final Pattern ROW =
            Pattern.compile("(?m)^(\\d{3}) (\\d{1,12}) (\\d{1,6}[.,]\\d+) (\\d{1,6}[.,]\\d+)$");
    private static final Pattern CACHED = Pattern.compile("^(\\d{1,18})\\s");

    /** Begun by then, the model's own download would take its share of the line. */
    private static final double BEGUN_BYTES = 100e6;

    private static final double LEAST_BYTES = 64e3;
    /** So much tells the rate however soon it was there. */
    private static final double ENOUGH_BYTES = 100e6;
    /** Below that a line has not got going. */
    private static final double LEAST_SECONDS = 1;

    private DownloadSpeed() {}

    /** Empty where there is no model on the Hub to measure with, or the workload wants no test. */
    static Optional<Probe> probe(GpuCheck.Promise promise) {
        GpuCheck.Needed needed = promise.needed();
        Map<String, String> environment = needed.environment();
        String source = environment.getOrDefault(SOURCE, "");
        if (needed.modelGb() <= 0 || source.equals("off")) return Optional.empty();
        if (ADDRESS.matcher(source).matches())
            return Optional.of(Probe.run(PROBE, curl("u=" + ShellWord.of(source)), GpuProbes.LIMIT));
        String hub = environment.getOrDefault("HF_ENDPOINT", HUB).replaceAll("/+$", "");
        boolean elsewhere = environment.containsKey("VLLM_USE_MODELSCOPE") || environment.containsKey("HF_HUB_OFFLINE");
        if (elsewhere
                || !ADDRESS.matcher(hub).matches()
                || !REPOSITORY.matcher(needed.model()).matches()) return Optional.empty();
        return Optional.of(Probe.run(PROBE, curl(file(hub, needed.model())), GpuProbes.LIMIT));
    }

    /** The token is the container's, and goes over a pipe: never on a command line. */
    private static String curl(String address) {
        return """
                t=$(tr '\\0' '\\n' </proc/1/environ 2>/dev/null | sed -n 's/^HF_TOKEN=//p' | head -n 1)
                h=
                if [ -n "$t" ]; then h="header = \\"Authorization: Bearer $t\\""; fi
                %s
                printf '%%s\\n' "$h" | curl -sLZ -K - -m 5 -r 0-33554431 -w '%%{http_code} %%{size_download} \
                %%{time_starttransfer} %%{time_total}\\n' -o /dev/null "$u" -o /dev/null "$u" \
                -o /dev/null "$u" -o /dev/null "$u"
                exit 0""".formatted(address);
    }

    private static String file(String hub, String model) {
        return """
                f=$(printf '%%s\\n' "$h" | curl -sfL -K - -m 3 %1$s/api/models/%2$s | grep -o '"rfilename": *"[^"]*"' |\
                 cut -d '"' -f 4 | grep -E '\\.(safetensors|bin|gguf|pt)$' | head -n 1)
                [ -n "$f" ] || exit 4
                u=%1$s/%2$s/resolve/main/$f""".formatted(ShellWord.of(hub), model);
    }

    static Optional<Failure> judge(ProbeReport report, GpuCheck.Needed needed) {
        double missing = needed.modelGb() * 1e9 - cachedBytes(report);
        if (missing <= 0 || cachedBytes(report) > BEGUN_BYTES) return Optional.empty();
        OptionalDouble rate = bytesPerSecond(report.stdout(PROBE));
        if (rate.isEmpty()) return Optional.empty();
        Duration projected = Duration.ofSeconds((long) Math.min(1e9, missing / rate.getAsDouble()));
        if (projected.compareTo(needed.window()) <= 0) return Optional.empty();
        return Optional.of(GpuFault.DOWNLOAD_SLOW.with(String.format(
                Locale.ROOT,
                "%.2f MB/s measured; %.1f GB would take %d s, the window has %d s",
                rate.getAsDouble() / 1e6,
                missing / 1e9,
                projected.toSeconds(),
                needed.window().toSeconds())));
    }

    /** Over all streams, from the first byte on; empty if nothing was measured. */
    static OptionalDouble bytesPerSecond(String rows) {
        Matcher row = ROW.matcher(rows);
        double bytes = 0;
        double first = Double.MAX_VALUE;
        double last = 0;
        while (row.find()) {
            if (!row.group(1).matches("200|206")) continue;
            bytes += Double.parseDouble(row.group(2));
            first = Math.min(first, seconds(row.group(3)));
            last = Math.max(last, seconds(row.group(4)));
        }
        double took = last - first;
        return bytes < LEAST_BYTES || (took < LEAST_SECONDS && bytes < ENOUGH_BYTES)
                ? OptionalDouble.empty()
                : OptionalDouble.of(bytes / Math.max(took, 0.05));
    }

    /** Some locales write a comma. */
    private static double seconds(String text) {
        return Double.parseDouble(text.replace(',', '.'));
    }

    /** What is in the model cache, where the adapter looks at it; else 0. */
    static double cachedBytes(ProbeReport report) {
        Matcher cached = CACHED.matcher(report.stdout("cache"));
        return cached.find() ? Double.parseDouble(cached.group(1)) : 0;
    }
}
