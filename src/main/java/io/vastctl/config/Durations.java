package io.vastctl.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class Durations {

    /** Completes "expected …". */
    public static final String EXPECTED = "a duration such as 90s, 15m, 1h30m or 7d";

    private static final Pattern PLAIN =
            Pattern.compile("(?=.)(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

    private Durations() {}

    /**
     * Reads {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 7d}, or ISO such as {@code PT15M}. A bare
     * number is refused: nobody can tell its unit.
     *
     * @throws IllegalArgumentException if it is none of these, or below zero
     */
    public static Duration parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        Matcher plain = PLAIN.matcher(word);
        Duration duration = plain.matches() ? sum(plain) : iso(word);
        if (duration.isNegative()) throw new IllegalArgumentException(EXPECTED);
        return duration;
    }

    /** The shortest text that {@link #parse} reads back, to the second. */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount > 0) text.append(amount).append(unit);
    }

    private static Duration sum(Matcher parts) {
        return Duration.ofDays(amount(parts, 1))
                .plusHours(amount(parts, 2))
                .plusMinutes(amount(parts, 3))
                .plusSeconds(amount(parts, 4));
    }

    private static long amount(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Duration iso(String word) {
        try {
            return Duration.parse(word);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
    }
}
