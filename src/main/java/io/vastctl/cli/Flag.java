package io.vastctl.cli;

import io.vastctl.cli.text.UsageException;
import io.vastctl.config.Durations;
import io.vastctl.config.Setting;
import io.vastctl.config.Settings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the values of options. */
public final class Flag {
    private Flag() {}

    /** What counts of a setting, where an option may name it: both are read alike, so that they know the same values. */
    public static <T> T value(Settings settings, Setting<T> setting, @Nullable String flag) {
        return settings.resolve(
                        setting, Optional.ofNullable(flag).map(text -> setting.parse(text, "--" + setting.key())))
                .value();
    }

    /**
     * A number that an option gives, at least 1.
     *
     * @throws UsageException if it is less
     */
    public static int fromOne(String option, int number) {
        if (number < 1) throw new UsageException(option + " " + number + ": expected a number from 1 up");
        return number;
    }

    /**
     * A number that an option gives, within bounds.
     *
     * @throws UsageException if it is below {@code least} or above {@code most}
     */
    public static int within(String option, int number, int least, int most) {
        if (number < least || number > most)
            throw new UsageException(option + " " + number + ": expected a number from " + least + " to " + most);
        return number;
    }

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
