package io.vastctl.provision;

import io.vastctl.outcome.ExitCode;

/** How a whole run ended. What may still be running is told apart, and outranks this. */
public enum RunOutcome {
    READY("ready", ExitCode.DONE),
    NO_OFFER("no_offer", ExitCode.NO_OFFER),
    INFRASTRUCTURE("infrastructure", ExitCode.INFRASTRUCTURE),
    WORKLOAD("workload", ExitCode.WORKLOAD),
    ACCOUNT("account", ExitCode.ACCOUNT),
    LIMIT("limit", ExitCode.CEILING),
    INTERRUPTED("interrupted", ExitCode.INTERRUPTED),
    ERROR("error", ExitCode.INTERNAL);

    private final String word;
    private final ExitCode exitCode;

    RunOutcome(String word, ExitCode exitCode) {
        this.word = word;
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** The word used in JSON, in tables and in the database. */
    public String word() {
        return word;
    }
}
