package io.vastctl;

import java.util.Arrays;
import java.util.List;

/** Decides on logging before the first class that logs is loaded: none unless asked for, as it costs start-up time. */
final class Logging {
    private static final List<String> NO = List.of("", "0", "false", "no", "off");

    private Logging() {}

    /** Picks SLF4J's provider by the arguments; no other class may be touched before. */
    static void choose(String[] args, String fromEnvironment) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int wanted = verbosity(args, fromEnvironment);
        if (wanted == 0) {
            System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
            return;
        }
        System.setProperty("slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider");
        System.setProperty(LogSetup.LEVEL_PROPERTY, wanted == 1 ? "INFO" : "DEBUG");
    }

    private static int verbosity(String[] args, String fromEnvironment) {
        long flags = Arrays.stream(args)
                .filter(arg -> arg.equals("-v") || arg.equals("--verbose"))
                .count();
        boolean twice = Arrays.asList(args).contains("-vv");
        if (twice) return 2;
        return flags > 0 ? (int) Math.min(2, flags) : NO.contains(fromEnvironment.strip()) ? 0 : 1;
    }
}
