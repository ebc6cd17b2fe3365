package io.vastctl.cli.guard;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that a service is ready, alive or about to stop. Java 17 knows no datagram sockets of the Unix kind, which
 * is what {@code NOTIFY_SOCKET} names, so systemd's own program sends the words: the unit needs {@code NotifyAccess=all}.
 * Without that variable nothing is done.
 */
final class SdNotify {

    private static final Logger LOG = LoggerFactory.getLogger(SdNotify.class);

    private static final String NAME = "systemd-notify";
    private static final int PATIENCE_SECONDS = 5;

    private final boolean wanted;
    private final String program;

    /** @param path where programs are looked for, as the variable {@code PATH} has it */
    static SdNotify of(Optional<String> socket, Optional<String> path) {
        return new SdNotify(socket, program(path.orElse("/usr/bin:/bin")));
    }

    private static String program(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(NAME);
    }

    SdNotify(Optional<String> socket, String program) {
        wanted = socket.isPresent();
        this.program = program;
    }

    /** @param words such as {@code READY=1}; what cannot be told is logged and does no harm */
    synchronized void tell(String... words) throws InterruptedException {
        if (!wanted) return;
        String[] command = new String[words.length + 1];
        command[0] = program;
        System.arraycopy(words, 0, command, 1, words.length);
        try {
            Process child = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) child.destroyForcibly();
        } catch (IOException e) {
            LOG.warn("systemd could not be told {}: {}", words[0], e.getMessage());
        }
    }
}
