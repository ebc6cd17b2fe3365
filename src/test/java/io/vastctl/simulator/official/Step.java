package io.vastctl.simulator.official;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded request, when it is sent, and what its answer must hold.
 *
 * @param place file and line, for whoever reads a failure
 * @param title the command that sends it
 * @param pause market time that passes before it
 * @param target path and query
 * @param body empty for none
 */
record Step(
        String place,
        String title,
        Duration pause,
        Optional<Repeat> repeat,
        String method,
        String target,
        Map<String, String> headers,
        String body,
        List<Line> checks) {

    /** A line of the script and its number. */
    record Line(int number, String text) {}

    /** The request is sent again and again until its answer passes. */
    record Repeat(Duration every, Duration atMost, String until) {}

    Step {
        headers = Map.copyOf(headers);
        checks = List.copyOf(checks);
    }
}
