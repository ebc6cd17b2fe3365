package io.vastctl.readiness;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a server besides its log. What is absent is unknown.
 *
 * @param alive whether its main process lives
 * @param listening whether something listens on its port; false also means "not known to"
 * @param health HTTP status of its health path, 0 if nothing answers
 * @param models HTTP status of its model list, 0 if nothing answers
 * @param silentFor for how long nothing has moved: no new line, no bytes, no work of CPU or GPU
 * @param exitCode of its main process, as a shell tells it
 */
public record Circumstances(
        Optional<Boolean> alive,
        boolean listening,
        OptionalInt health,
        OptionalInt models,
        Optional<Duration> silentFor,
        OptionalInt exitCode) {

    public static final Circumstances UNKNOWN = new Circumstances(
            Optional.empty(), false, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
}
