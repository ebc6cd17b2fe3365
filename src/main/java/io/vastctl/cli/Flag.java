package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Durations;
import java.time.Duration;

/** Reads the values of options that are no settings. */
public final class Flag {
    private Flag() {}

    /**
     * A duration as an option gives it.
     *
     * @throws UsageException if it is no duration, or none at all
     */
    public static Duration duration(String option, String text) {
        try {
            Duration duration = Durations.parse(text);
            if (!duration.isZero()) return duration;
        } catch (IllegalArgumentException e) {
            throw new UsageException(wrong(option, text), e);
        }
        throw new UsageException(wrong(option, text));
    }

    private static String wrong(String option, String text) {
        return option + " " + text + ": expected " + Durations.EXPECTED;
    }
}
