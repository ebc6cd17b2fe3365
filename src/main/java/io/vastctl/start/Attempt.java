package io.vastctl.start;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** A file that says that somebody is making the archive or failed to, so that of many commands one tries, once an hour. */
record Attempt(Path mark) {

    private static final Duration UNTIL_THE_NEXT = Duration.ofHours(1);

    static Attempt in(Path folder) {
        return new Attempt(folder.resolve("attempt"));
    }

    /** Whether this process is the one to try. */
    boolean begin(InstantSource clock) throws IOException {
        if (Files.exists(mark)) {
            Duration age = Duration.between(Files.getLastModifiedTime(mark).toInstant(), clock.instant());
            if (!age.isNegative() && age.compareTo(UNTIL_THE_NEXT) < 0) return false;
            Files.deleteIfExists(mark);
        }
        try {
            Files.createFile(mark);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Frees the way for the next one, which another Java or JAR will need. */
    void succeeded() throws IOException {
        Files.deleteIfExists(mark);
    }
}
