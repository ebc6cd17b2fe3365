package io.vastctl.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Numbers with their units, as reasons quote them. */
final class Phrases {

    private Phrases() {}

    static String perHour(double dollars) {
        return dollars(dollars) + "/h";
    }

    static String dollars(double dollars) {
        return String.format(Locale.ROOT, "$%.3f", dollars);
    }

    static String celsius(double degrees) {
        return String.format(Locale.ROOT, "%.0f °C", degrees);
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3.5 h}, {@code 4.0 days}. */
    static String span(Duration span) {
        double seconds = span.toSeconds();
        if (seconds < 120) return String.format(Locale.ROOT, "%.0f s", seconds);
        if (seconds < 7200) return String.format(Locale.ROOT, "%.0f min", seconds / 60);
        if (seconds < 172_800) return String.format(Locale.ROOT, "%.1f h", seconds / 3600);
        return String.format(Locale.ROOT, "%.1f days", seconds / 86_400);
    }

    static String since(Instant since, Instant now) {
        return "for " + span(Moments.between(since, now));
    }

    /** {@code 1 rental}, {@code 2 rentals}. */
    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    static String rental(Rental rental) {
        String instance = "instance " + rental.instanceId();
        return rental.endpoint().isEmpty() ? instance : instance + " of " + rental.endpoint();
    }
}
