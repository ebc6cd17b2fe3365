package io.vastctl.cli.errand;

import io.vastctl.cli.notice.Notice;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for runs that nobody watches. */
public final class ScriptOptions {

    /** What {@code --lock} does if another run is on. */
    public enum Lock {
        skip,
        wait
    }

    @Option(
            names = "--lock",
            arity = "0..1",
            fallbackValue = "skip",
            paramLabel = "skip|wait",
            description = "If a run of the same state is on: skip ends with 75 (default), wait waits for its end, at"
                    + " most as long as --deadline.")
    @Nullable
    public Lock lock;

    @Option(
            names = "--jitter",
            paramLabel = "<duration>",
            description = "Wait a random time of at most this length first.")
    @Nullable
    String jitter;

    @Option(
            names = "--metrics-file",
            paramLabel = "<file>",
            description = "Write figures of the run for Prometheus' textfile collector; end the name with .prom.")
    @Nullable
    public Path metricsFile;

    @Option(
            names = "--notify-cmd",
            paramLabel = "<command>",
            description = "Run this at a change of state, with the JSON on its stdin.")
    @Nullable
    public String notifyCommand;

    @Option(
            names = "--notify-url",
            paramLabel = "<url>",
            description = "Send this address the JSON by POST at a change of state.")
    @Nullable
    public String notifyUrl;

    @Option(
            names = "--notify-on",
            split = ",",
            paramLabel = "<state>",
            description = "Which changes: started, ready, failed, leftover, skipped (default: all but started).")
    public List<Notice.State> notifyOn = List.of();
}
