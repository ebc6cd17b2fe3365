package io.vastctl.cli;

import java.util.Optional;
import picocli.CommandLine;

/** Whether words are a command line of ours, without running it. */
public final class CommandLines {

    private CommandLines() {}

    /** What is wrong with them; empty if nothing is. */
    public static Optional<String> mistake(String... words) {
        try {
            CommandTree.of(words, CommandLine.defaultFactory()).parseArgs(words);
            return Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
