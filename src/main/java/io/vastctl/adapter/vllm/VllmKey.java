package io.vastctl.adapter.vllm;

import io.vastctl.readiness.Probe;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The served model's key, read back from its machine: nothing else keeps it. */
public final class VllmKey {

    /** The name of the probe that carries it. */
    public static final String PROBE = "api-key";

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Pattern HEADER = Pattern.compile("header = \"Authorization: Bearer ([^\"\\s]+)\"");

    private VllmKey() {}

    /** Its output is a secret. */
    public static Probe probe() {
        return Probe.run(PROBE, "cat " + VllmAdapter.FILES.curlrc(), LIMIT);
    }

    /** Empty if the start script has not got that far, or the server asks for none. */
    public static Optional<String> parse(String stdout) {
        Matcher header = HEADER.matcher(stdout);
        return header.find() ? Optional.of(header.group(1)) : Optional.empty();
    }
}
