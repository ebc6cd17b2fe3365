package io.vastctl;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A log file that gives way to a new one before it gets too long; the older ones are FILE.1, the youngest, to FILE.4.
 * Only its owner may read it. What cannot be written is lost: a full disk must not end a run that has something rented.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {

    /** Of one file; five of them are 25 MB. */
    static final long MOST_BYTES = 5_000_000;

    /** Besides the one that is written. */
    private static final int OLDER = 4;

    private final Path path;
    private final long mostBytes;
    private final DiscreetEncoder encoder;
    private @Nullable OutputStream file;
    private long bytes;

    LogFile(Path path, long mostBytes, DiscreetEncoder encoder) {
        this.path = path;
        this.mostBytes = mostBytes;
        this.encoder = encoder;
        setName(path.toString());
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = encoder.encode(event);
        try {
            if (file != null && bytes > 0 && bytes + line.length > mostBytes) rotate();
            if (file == null) open();
            if (file == null) return;
            file.write(line);
            file.flush();
            bytes += line.length;
        } catch (IOException e) {
            addError("a line is lost: " + path, e);
        }
    }

    private void open() throws IOException {
        bytes = Files.exists(path) ? Files.size(path) : 0;
        if (bytes == 0 && !Files.exists(path) && isPosix())
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (bytes >= mostBytes) rotate();
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private void rotate() throws IOException {
        shut();
        for (int number = OLDER; number > 0; number--) {
            Path younger = number == 1 ? path : numbered(number - 1);
            if (Files.exists(younger)) Files.move(younger, numbered(number), StandardCopyOption.REPLACE_EXISTING);
        }
        open();
    }

    private Path numbered(int number) {
        return Path.of(path + "." + number);
    }

    private void shut() throws IOException {
        if (file != null) file.close();
        file = null;
    }

    @Override
    public void stop() {
        super.stop();
        try {
            shut();
        } catch (IOException e) {
            addError("cannot be closed: " + path, e);
        }
    }
}
