package io.vastctl;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.vastctl.cli.market.SecretValues;
import java.nio.file.Path;

/** Logback, set up by code because reading a file costs more: to stderr, to a file that rotates, or to both. */
public final class LogSetup extends ContextAwareBase implements Configurator {

    static final String LEVEL_PROPERTY = "vastctl.log.level";
    static final String STDERR_PROPERTY = "vastctl.log.stderr";
    static final String FILE_PROPERTY = "vastctl.log.file";

    static final String FILE_PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} %msg%n";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        DiscreetEncoder.Hidden hidden = new DiscreetEncoder.Hidden(SecretValues.in(System.getenv()));
        ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        if (Boolean.getBoolean(STDERR_PROPERTY)) root.addAppender(stderr(context, hidden));
        String file = System.getProperty(FILE_PROPERTY, "");
        if (!file.isEmpty()) root.addAppender(file(context, Path.of(file), hidden));
        context.getLogger("io.vastctl").setLevel(Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.WARN));
        // Its warnings are our ordinary day: machines that refuse, reset and vanish.
        context.getLogger("org.apache.sshd").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static LogFile file(LoggerContext context, Path path, DiscreetEncoder.Hidden hidden) {
        LogFile file = new LogFile(path, LogFile.MOST_BYTES, DiscreetEncoder.of(context, FILE_PATTERN, hidden));
        file.setContext(context);
        file.start();
        return file;
    }

    private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context, DiscreetEncoder.Hidden hidden) {
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(DiscreetEncoder.of(context, "%d{HH:mm:ss.SSS} %-5level %logger{20} %msg%n", hidden));
        stderr.start();
        return stderr;
    }
}
