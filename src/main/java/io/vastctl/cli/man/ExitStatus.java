package io.vastctl.cli.man;

import io.vastctl.outcome.ExitCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What the manual says to each exit code. */
final class ExitStatus {

    static final Map<ExitCode, String> ALL = Collections.unmodifiableMap(meanings());

    private ExitStatus() {}

    private static Map<ExitCode, String> meanings() {
        Map<ExitCode, String> meanings = new EnumMap<>(ExitCode.class);
        for (ExitCode code : ExitCode.values()) meanings.put(code, meaning(code));
        return meanings;
    }

    private static String meaning(ExitCode code) {
        return switch (code) {
            case DONE -> "Done; for test: verified and destroyed.";
            case INTERNAL -> "Internal error, or the API is unusable after retries.";
            case USAGE -> "Bad usage, or a bad input file.";
            case NO_OFFER -> "No offer passed the gates.";
            case INFRASTRUCTURE -> "Every attempt failed on infrastructure.";
            case WORKLOAD -> "Image, model or arguments are wrong: another machine would not help.";
            case MAY_STILL_RUN -> "A rental may still be running, and costs money. Outranks every other code.";
            case ACCOUNT -> "Key missing or refused, no credit, or no right.";
            case CEILING -> "A ceiling stopped the run.";
            case SKIPPED -> "Nothing was done, because another run is on.";
            case HUNG_UP -> "The terminal went away (SIGHUP), after cleaning up.";
            case INTERRUPTED -> "Interrupted by Ctrl-C, after cleaning up.";
            case TERMINATED -> "Ended by SIGTERM, after cleaning up.";
        };
    }
}
