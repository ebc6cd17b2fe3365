package io.vastctl;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A log file that gives way to a new one when it is full; the older ones are FILE.1, the youngest, to FILE.4. */
final class LogFile {
    private LogFile() {}

    /** One file; five of them are 25 MB. */
    static final long MOST_BYTES = 5_000_000;

    /** Besides the one that is written. */
    private static final int OLDER = 4;

    /**
     * Opens it for its owner alone.
     *
     * @param mostBytes when it is full, about: it is looked at once a second
     */
    static RollingFileAppender<ILoggingEvent> appender(
            LoggerContext context, Path path, long mostBytes, DiscreetEncoder.Hidden hidden) {
        makeOwn(path);
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(path.toString());
        file.setEncoder(
                DiscreetEncoder.of(context, "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} %msg%n", hidden));
        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        older.setContext(context);
        older.setParent(file);
        older.setFileNamePattern(escaped(path.toString()) + ".%i");
        older.setMinIndex(1);
        older.setMaxIndex(OLDER);
        older.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(context);
        full.setMaxFileSize(new FileSize(mostBytes));
        full.setCheckIncrement(Duration.buildBySeconds(1));
        full.start();
        file.setRollingPolicy(older);
        file.setTriggeringPolicy(full);
        file.start();
        return file;
    }

    /** In Logback's patterns a per cent sign begins a token. */
    private static String escaped(String path) {
        return path.replace("%", "\\%");
    }

    private static void makeOwn(Path path) {
        try {
            if (!Files.exists(path) && Files.getFileStore(folder(path)).supportsFileAttributeView("posix"))
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            // The command says in one line why it cannot be written.
            return;
        }
    }

    private static Path folder(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? path.toAbsolutePath() : folder;
    }
}
