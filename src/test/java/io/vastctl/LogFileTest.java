package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final String SECRET = "planted-secret-0815";

    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();
    private final DiscreetEncoder.Hidden hidden = new DiscreetEncoder.Hidden(List.of(SECRET, "planted-secret", "1"));

    @Test
    void aFullFileGivesWayAndFourOlderOnesAreKept() throws Exception {
        Path path = folder.resolve("50 % of it.log");
        RollingFileAppender<ILoggingEvent> file = LogFile.appender(context, path, 1000, hidden);
        lookEachTime(file);
        for (int line = 0; line < 200; line++) file.doAppend(event("line " + line + " " + "x".repeat(60), null));
        file.stop();

        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> String.valueOf(each.getFileName())).toList())
                    .containsExactlyInAnyOrder(
                            "50 % of it.log",
                            "50 % of it.log.1",
                            "50 % of it.log.2",
                            "50 % of it.log.3",
                            "50 % of it.log.4");
        }
        assertThat(Files.readString(path)).contains("line 199 ");
        assertThat(path).satisfies(one -> assertThat(Files.size(one)).isLessThan(1500));
    }

    @Test
    void itIsForItsOwnerAloneAndGoesOnWhereItWas() throws Exception {
        Path path = folder.resolve("vastctl.log");
        for (String word : List.of("first", "second")) {
            RollingFileAppender<ILoggingEvent> file = LogFile.appender(context, path, LogFile.MOST_BYTES, hidden);
            file.doAppend(event(word, null));
            file.stop();
        }

        assertThat(Files.readString(path)).contains("first", "second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
    }

    @Test
    void secretsAreHiddenWhereverTheyStand() throws Exception {
        Path path = folder.resolve("vastctl.log");
        RollingFileAppender<ILoggingEvent> file = LogFile.appender(context, path, LogFile.MOST_BYTES, hidden);
        file.doAppend(event("with " + SECRET + " in it", new IllegalStateException("and " + SECRET)));
        file.stop();

        assertThat(Files.readString(path))
                .contains("with [hidden] in it", "IllegalStateException: and [hidden]")
                .doesNotContain("planted", "0815");
        assertThat(hidden.toString()).doesNotContain("planted");
        assertThat(hidden.in("21")).as("what is too short to be a secret stays").isEqualTo("21");
    }

    private static void lookEachTime(RollingFileAppender<ILoggingEvent> file) {
        ((SizeBasedTriggeringPolicy<ILoggingEvent>) file.getTriggeringPolicy())
                .setCheckIncrement(Duration.buildByMilliseconds(0));
    }

    @SuppressWarnings("NullAway") // Logback takes an event without a throwable, and without arguments
    private LoggingEvent event(String message, @Nullable Throwable thrown) {
        return new LoggingEvent("", context.getLogger("io.vastctl.test"), Level.INFO, message, thrown, null);
    }
}
