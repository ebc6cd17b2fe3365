package io.vastctl.cli.completion;

import java.util.List;

/**
 * An option as shells see it.
 *
 * @param names with their hyphens, the short ones first
 * @param description one sentence
 * @param label names the value, {@code format}
 * @param values what the value may be; meaningless for a flag
 */
record ShellOption(
        List<String> names, String description, Takes takes, boolean repeatable, String label, Values values) {

    /** Whether a value follows. */
    enum Takes {
        /** A flag. */
        NOTHING,
        /** The next word is the value unless it begins with a hyphen. */
        PERHAPS,
        VALUE
    }

    ShellOption {
        names = List.copyOf(names);
    }
}
