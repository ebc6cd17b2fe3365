package io.vastctl.evaluation;

import java.util.Locale;

/** How estimates read for people: {@code $0.031 (0.028-0.035)}. In ASCII, which every terminal and mail shows. */
public final class Wording {
    private Wording() {}

    private static final String NONE = "-";

    /** USD to a tenth of a cent. */
    public static String dollars(Estimate estimate) {
        return written(estimate, "$", 1, 3, "");
    }

    public static String dollars(double dollars) {
        return String.format(Locale.ROOT, "$%.3f", dollars);
    }

    /** Per cent. */
    public static String share(Estimate estimate) {
        return written(estimate, "", 100, 1, " %");
    }

    public static String seconds(Estimate estimate) {
        return written(estimate, "", 1, 0, " s");
    }

    /** A plain number such as a ratio. */
    public static String number(Estimate estimate) {
        return written(estimate, "", 1, 2, "");
    }

    private static String written(Estimate estimate, String unitBefore, double scale, int digits, String unitAfter) {
        if (estimate.value().isEmpty()) return NONE;
        String value = unitBefore + digits(estimate.value().getAsDouble() * scale, digits) + unitAfter;
        return value
                + estimate.interval()
                        .map(interval -> " (" + digits(interval.low() * scale, digits)
                                + (Double.isFinite(interval.high())
                                        ? "-" + digits(interval.high() * scale, digits)
                                        : " or more")
                                + ")")
                        .orElse("");
    }

    private static String digits(double value, int digits) {
        // Plus zero, lest a zero have a sign.
        double scale = Math.pow(10, digits);
        return String.format(Locale.ROOT, "%." + digits + "f", Math.rint(value * scale) / scale + 0.0);
    }
}
