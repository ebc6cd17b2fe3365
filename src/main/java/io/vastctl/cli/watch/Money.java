package io.vastctl.cli.watch;

import java.util.Locale;
import java.util.OptionalDouble;

/** Dollars that may be unknown. */
final class Money {
    private Money() {}

    /** {@code $3.12}, or {@code unknown}. */
    static String of(double dollars) {
        return isKnown(dollars) ? String.format(Locale.ROOT, "$%.2f", dollars) : "unknown";
    }

    static String of(OptionalDouble dollars) {
        return of(dollars.orElse(Double.NaN));
    }

    static boolean isKnown(double dollars) {
        return !Double.isNaN(dollars) && !Double.isInfinite(dollars);
    }
}
