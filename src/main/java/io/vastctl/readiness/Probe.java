package io.vastctl.readiness;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A named look at the rented machine.
 *
 * @param name unique among the probes of one tick: letters, digits and dashes
 * @param command what {@code /bin/sh -c} runs; for {@link Kind#FOLLOW} the absolute path of a log file
 * @param limit the remote time limit of this probe alone
 */
public record Probe(String name, String command, Duration limit, Kind kind) {

    /** The name of the probe that proves the executor itself; the executor adds it by itself. */
    public static final String ECHO = "echo";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]+");

    /** How the command is read. */
    public enum Kind {
        /** Run the command, take its output. */
        RUN,
        /**
         * Read a growing text file from the last offset. The result's {@code stdout} is everything read
         * since the file was last made anew, at most a megabyte of it (the newest).
         */
        FOLLOW
    }

    public Probe {
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("probe name: " + name);
    }

    public static Probe run(String name, String command, Duration limit) {
        return new Probe(name, command, limit, Kind.RUN);
    }

    public static Probe follow(String name, String path, Duration limit) {
        return new Probe(name, path, limit, Kind.FOLLOW);
    }
}
