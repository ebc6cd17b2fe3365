package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
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
        LogFile file = open(path, 1000);
        for (int line = 0; line < 200; line++) file.doAppend(event("line " + line + " " + "x".repeat(60), null));
        file.stop();

        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> String.valueOf(each.getFileName())).toList())
                    .containsExactlyInAnyOrder(
                            "50 % of it.log",
                            "50 % of it.log.1", "50 % of it.log.2", "50 % of it.log.3", "50 % of it.log.4");
        }
        assertThat(Files.readString(path)).contains("line 199 ");
        assertThat(path).satisfies(one -> assertThat(Files.size(one)).isLessThanOrEqualTo(1000));
    }

    @Test
    void itIsForItsOwnerAloneAndGoesOnWhereItWas() throws Exception {
        Path path = folder.resolve("vastctl.log");
        for (String word : List.of("first", "second")) {
            LogFile file = open(path, LogFile.MOST_BYTES);
            file.doAppend(event(word, null));
            file.stop();
        }

        assertThat(Files.readString(path)).contains("first", "second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void secretsAreHiddenWhereverTheyStand() throws Exception {
        Path path = folder.resolve("vastctl.log");
        LogFile file = open(path, LogFile.MOST_BYTES);
        file.doAppend(event("with " + SECRET + " in it", new IllegalStateException("and " + SECRET)));
        file.stop();

        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(status -> status.getLevel() > 0)
                .isEmpty();
        assertThat(Files.readString(path))
                .contains("with [hidden] in it", "IllegalStateException: and [hidden]")
                .doesNotContain("planted", "0815");
        assertThat(hidden.toString()).doesNotContain("planted");
        assertThat(hidden.in("21")).as("what is too short to be a secret stays").isEqualTo("21");
    }

    private LogFile open(Path path, long mostBytes) {
        LogFile file = new LogFile(path, mostBytes, DiscreetEncoder.of(context, LogSetup.FILE_PATTERN, hidden));
        file.setContext(context);
        file.start();
        return file;
    }

    @SuppressWarnings("NullAway") // Logback takes an event without a throwable, and without arguments
    private LoggingEvent event(String message, @Nullable Throwable thrown) {
        return new LoggingEvent("", context.getLogger("io.vastctl.test"), Level.INFO, message, thrown, null);
    }
}
