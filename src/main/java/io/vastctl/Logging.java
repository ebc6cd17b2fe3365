package io.vastctl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Decides on logging before the first class that logs is loaded: none unless asked for, as it costs start-up time. */
final class Logging {
    private static final List<String> NO = List.of("", "0", "false", "no", "off");
    private static final String FILE_OPTION = "--log-file";

    private Logging() {}

    /** Picks SLF4J's provider by the arguments; no other class may be touched before. */
    static void choose(String[] args, Map<String, String> environment) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        int wanted = verbosity(args, environment.getOrDefault("VASTCTL_VERBOSE", ""));
        String file = file(args, environment.getOrDefault("VASTCTL_LOG_FILE", ""));
        if (wanted == 0 && file.isEmpty()) {
            System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
            return;
        }
        System.setProperty("slf4j.provider", "ch.qos.logback.classic.spi.LogbackServiceProvider");
        System.setProperty(LogSetup.LEVEL_PROPERTY, wanted < 2 ? "INFO" : "DEBUG");
        System.setProperty(LogSetup.STDERR_PROPERTY, String.valueOf(wanted > 0));
        System.setProperty(LogSetup.FILE_PROPERTY, file);
    }

    private static int verbosity(String[] args, String fromEnvironment) {
        long flags = Arrays.stream(args)
                .filter(arg -> arg.equals("-v") || arg.equals("--verbose"))
                .count();
        boolean twice = Arrays.asList(args).contains("-vv");
        if (twice) return 2;
        return flags > 0 ? (int) Math.min(2, flags) : NO.contains(fromEnvironment.strip()) ? 0 : 1;
    }

    private static String file(String[] args, String fromEnvironment) {
        String file = fromEnvironment.strip();
        for (int index = 0; index < args.length; index++) {
            if (args[index].startsWith(FILE_OPTION + "=")) file = args[index].substring(FILE_OPTION.length() + 1);
            if (args[index].equals(FILE_OPTION) && index + 1 < args.length) file = args[index + 1];
        }
        return file;
    }
}
