package io.vastctl.cli.text;

import io.vastctl.readiness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** How numbers, durations and moments read in tables and lines. */
public final class Words {
    private Words() {}

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** USD with three digits after the point, {@code $0.312}. */
    public static String dollars(double dollars) {
        return String.format(Locale.ROOT, "$%.3f", dollars);
    }

    /** {@code 41 s}, {@code 5 min 12 s}, {@code 2 h 3 min}, {@code 6 d 3 h}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return two(seconds / 60, "min", seconds % 60, "s");
        if (seconds < 86_400) return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** For a rental that outlives the command that showed it. */
    public static String runsOn(long instanceId) {
        return "vastctl: instance " + instanceId + " runs on and bills; end it with: vastctl down " + instanceId;
    }

    /** {@code 1 entry}, {@code 3 entries}. */
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** Local time to the minute. */
    public static String moment(Instant at) {
        return MOMENT.format(at.atZone(ZoneId.systemDefault()));
    }

    /** {@code 2026-11-21T22:44:01Z}, for JSON. */
    public static String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** How the proof of an endpoint went; not every answer is made of tokens. */
    public static String answered(Verdict.Verified verified) {
        double seconds = verified.firstToken().toMillis() / 1000.0;
        return verified.tokensPerSecond() > 0
                ? String.format(
                        Locale.ROOT, "first token after %.2f s, %.1f tokens/s", seconds, verified.tokensPerSecond())
                : String.format(Locale.ROOT, "answered after %.2f s", seconds);
    }

    public static String percent(double fraction) {
        return Math.round(fraction * 100) + " %";
    }

    /** For JSON: no float dust. */
    public static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    /**
     * A text that leaves the terminal as it is: one blank for each control character, line break, and character that
     * turns the direction of writing.
     */
    public static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ");
    }

    /** The first line of a text, printable, cut to a width in columns; marked in ASCII, which every terminal shows. */
    public static String firstLine(String text, int longest) {
        String line = printable(text.strip().lines().findFirst().orElse(""));
        return DisplayWidth.of(line) <= longest ? line : DisplayWidth.beginning(line, longest - 3) + "...";
    }
}
