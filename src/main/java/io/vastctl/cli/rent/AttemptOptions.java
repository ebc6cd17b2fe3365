package io.vastctl.cli.rent;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a run goes from one machine to the next. */
public final class AttemptOptions {

    @Option(names = "--max-attempts", paramLabel = "<n>", description = "Most machines to try (default: 5).")
    @Nullable
    String maxAttempts;

    @Option(
            names = "--preserve",
            description = "Keep a failed instance for investigation. It goes on billing until you destroy it.")
    boolean preserve;

    @Option(
            names = "--hedge",
            description = "Start a second rental beside one that is slower than nine of ten before it; the first that"
                    + " is verified wins, the other is destroyed.")
    boolean hedge;
}
