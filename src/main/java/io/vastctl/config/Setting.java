package io.vastctl.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that can be configured.
 *
 * @param key the long option without its dashes, {@code max-price}
 * @param description one sentence for people
 * @param unit of the value, {@code USD/h}; empty where there is none
 * @param kind how a text becomes a value
 * @param defaultText read by the kind; empty text stands for an empty list or for no value
 * @param alsoNamed another environment variable with the same meaning
 */
public record Setting<T>(
        String key, String description, String unit, Kind<T> kind, String defaultText, Optional<String> alsoNamed) {

    /** What values there are, and how they are written. */
    public interface Kind<T> {

        /** Completes "expected …". */
        String expected();

        /**
         * Reads one value.
         *
         * @throws IllegalArgumentException if the text is not as {@link #expected}
         */
        T parse(String text);
    }

    static <T> Setting<T> of(String key, Kind<T> kind, String defaultText, String unit, String description) {
        return new Setting<>(key, description, unit, kind, defaultText, Optional.empty());
    }

    Setting<T> alsoNamed(String variable) {
        return new Setting<>(key, description, unit, kind, defaultText, Optional.of(variable));
    }

    public T defaultValue() {
        return kind.parse(defaultText);
    }

    /** {@code VASTCTL_MAX_PRICE}. */
    public String environmentName() {
        return "VASTCTL_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The environment variables that may hold it, the first that is set counts. */
    List<String> environmentNames() {
        return Stream.concat(Stream.of(environmentName()), alsoNamed.stream()).toList();
    }

    /**
     * Reads a value.
     *
     * @param source where the text comes from, as the message names it: {@code flag --max-price}
     * @throws BadSettingException if the text is no such value
     */
    public T parse(String text, String source) {
        try {
            return kind.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new BadSettingException(
                    source + ": \"" + shortened(text) + "\" is not a value for " + key + ", expected "
                            + kind.expected(),
                    e);
        }
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
