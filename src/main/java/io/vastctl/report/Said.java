package io.vastctl.report;

import io.vastctl.memory.hosts.SuccessRate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers and moments read on a page. */
final class Said {
    private Said() {}

    static String dollars(double dollars) {
        return String.format(Locale.ROOT, "$%.3f", dollars);
    }

    static String dollars(OptionalDouble dollars) {
        return dollars.isPresent() ? dollars(dollars.getAsDouble()) : "none";
    }

    /** {@code 41 s}, {@code 5 min 12 s}, {@code 2 h 3 min}, {@code 6 d 3 h}. */
    static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        if (whole < 60) return whole + " s";
        if (whole < 3600) return two(whole / 60, "min", whole % 60, "s");
        if (whole < 86_400) return two(whole / 3600, "h", whole % 3600 / 60, "min");
        return two(whole / 86_400, "d", whole % 86_400 / 3600, "h");
    }

    static String duration(Duration duration) {
        return duration(duration.toMillis() / 1000.0);
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** To the minute. */
    static String moment(Instant at, ZoneId zone) {
        return at(at, zone, "yyyy-MM-dd HH:mm");
    }

    static String second(Instant at, ZoneId zone) {
        return at(at, zone, "HH:mm:ss");
    }

    static String at(Instant at, ZoneId zone, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at.atZone(zone));
    }

    /** {@code 67 % (38 to 90)}. */
    static String rate(SuccessRate rate) {
        return String.format(
                Locale.ROOT, "%.0f %% (%.0f to %.0f)", rate.mean() * 100, rate.low() * 100, rate.high() * 100);
    }

    /** {@code offer_gone} as {@code offer gone}. */
    static String word(String outcome) {
        return outcome.replace('_', ' ');
    }
}
