package io.vastctl.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
public final class GlobalOptions {

    public enum Output {
        table,
        json,
        /** Where a command says so. */
        csv
    }

    enum Color {
        auto,
        always,
        never
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<format>",
            defaultValue = "table",
            description = "table for people, json for programs (default: ${DEFAULT-VALUE}); csv from lists,"
                    + " runs show and bad-hosts export.")
    public Output output = Output.table;

    @Option(
            names = "--state",
            paramLabel = "<file|url>",
            description = "The state file (default: vastctl.db in $XDG_STATE_HOME/vastctl), or"
                    + " jdbc:postgresql://host:port/database.")
    @Nullable
    String state;

    @Option(names = "--api-url", paramLabel = "<url>", description = "Where the Vast.ai API is (also VAST_URL).")
    @Nullable
    public String apiUrl;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log to stderr: decisions and requests; twice for everything. Stack traces with errors.")
    public boolean[] verbose = {};

    @Option(
            names = {"-q", "--quiet"},
            description = "Results and errors only.")
    public boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "<when>",
            defaultValue = "auto",
            description =
                    "Colour in help and in the live block: auto, always or never (default: ${DEFAULT-VALUE}; NO_COLOR counts).")
    Color color = Color.auto;

    @Option(names = "--no-progress", description = "No live block on a terminal, but a line for each change.")
    public boolean noProgress;

    @Option(
            names = "--events",
            paramLabel = "<file>",
            description =
                    "Append one JSON line per state change of test, up and survey to this file; - for stdout, and then"
                            + " the result goes to stderr.")
    @Nullable
    public Path events;

    @Option(
            names = "--log-file",
            paramLabel = "<file>",
            description = "Log to this file, too; it is kept below 5 MB, and four older ones beside it.")
    @Nullable
    Path logFile;

    /** Whether anything is logged anywhere. */
    public boolean logs() {
        return verbose.length > 0 || logFile != null;
    }

    public boolean json() {
        return output == Output.json;
    }
}
