package io.vastctl.guard.telemetry;

import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code nvidia-smi} says about itself where it has no rows. Words decide: its exit codes only mostly fit.
 * Some of them mean a broken card, which the guard must not take for a lost connection.
 */
final class SmiWords {

    private static final int NOT_FOUND = 127;
    private static final int LONGEST = 200;

    /** Texts that mean a card that is gone or must be reset; the group is the sentence. */
    private static final List<Pattern> BROKEN = List.of(
            Pattern.compile("(Unable to determine the device handle for [^\\n]*)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("([^\\n]*GPU is lost[^\\n]*)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("([^\\n]*GPU requires reset[^\\n]*)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("([^\\n]*has fallen off the bus[^\\n]*)", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver[^\\n]*)"),
            Pattern.compile("(Failed to initialize NVML: [^\\n]*)"),
            Pattern.compile("(No devices were found[^\\n]*)"));

    private SmiWords() {}

    /** The sentence that means that a card or the driver is broken; empty if there is none. */
    static Optional<String> broken(String text) {
        for (Pattern pattern : BROKEN) {
            Matcher sentence = pattern.matcher(text);
            if (sentence.find()) return Optional.of(shortened(sentence.group(1)));
        }
        return Optional.empty();
    }

    /** Why there is no reading, in one line; for a report in which {@code nvidia-smi} gave no rows. */
    static String whyNone(ProbeReport report) {
        Optional<ProbeResult> found = report.result(TelemetryProbes.CARDS);
        if (found.isEmpty()) return "nvidia-smi was not asked";
        ProbeResult smi = found.get();
        if (smi.timedOut()) return "nvidia-smi did not answer within " + TelemetryProbes.LIMIT.toSeconds() + " s";
        if (smi.exitCode() == NOT_FOUND) return "nvidia-smi is not there";
        String said = (smi.stderr() + "\n" + smi.stdout())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        if (said.isEmpty()) return "nvidia-smi ended with " + smi.exitCode() + " and said nothing";
        return smi.succeeded()
                ? "nvidia-smi gave no rows, but: " + shortened(said)
                : "nvidia-smi ended with " + smi.exitCode() + ": " + shortened(said);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    /** Whether the driver asks for something to be done with the card; brackets and {@code N/A} ask for nothing. */
    static boolean asksForRecovery(String word) {
        String plain = word.toLowerCase(Locale.ROOT);
        return plain.startsWith("reset") || plain.startsWith("reboot") || plain.startsWith("drain");
    }
}
