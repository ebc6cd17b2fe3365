package io.vastctl.cli.errand;

import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a state file. The operating system holds it, so that it is free when the process dies, however
 * it dies. Every run is present, with {@code --lock} or without, and only {@code --lock} asks whether another one is.
 *
 * <p>Two bytes far behind the text of the file {@code <state>.run} are locked: {@link #PRESENT} shared by every run, and
 * {@link #TURN} by the one that was told to be alone. To ask whether anybody is present, it takes that byte alone for a
 * moment.
 */
final class FileRunLock implements RunLock {

    private static final long PRESENT = 1_000_000;
    private static final long TURN = 1_000_001;
    private static final int LONGEST_NAME = 200;
    /** Somebody may hold the byte alone only for as long as it takes to ask. */
    private static final int TRIES = 20;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Path path;
    private final FileChannel file;

    private FileRunLock(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /**
     * The lock beside a state file.
     *
     * @throws UsageException if there can be no such file beside the state file
     */
    static FileRunLock beside(Path stateFile) {
        Path path = place(stateFile);
        try {
            Path folder = path.getParent();
            if (folder != null) Files.createDirectories(folder);
            return new FileRunLock(
                    path,
                    FileChannel.open(
                            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UsageException(
                    "--lock: " + path + " cannot be made (" + e.getClass().getSimpleName()
                            + "): name a state file in a folder that can be written to, with --state",
                    e);
        }
    }

    /** Beside the state file itself, by whichever link it is named. */
    private static Path place(Path stateFile) {
        Path whole = stateFile.toAbsolutePath();
        try {
            if (Files.exists(whole)) whole = whole.toRealPath();
        } catch (IOException e) {
            // Then it is beside the name, which is the best that is known.
            return whole.resolveSibling(whole.getFileName() + ".run");
        }
        return whole.resolveSibling(whole.getFileName() + ".run");
    }

    @Override
    public void join(String name, Sleeper sleeper) throws InterruptedException {
        for (int go = 0; go < TRIES; go++) {
            if (take(PRESENT, true)) {
                sign(name);
                return;
            }
            sleeper.sleep(PAUSE);
        }
    }

    @Override
    public boolean joinAlone(String name) {
        FileLock turn = lock(TURN, false);
        if (turn == null) return false;
        FileLock nobody = lock(PRESENT, false);
        if (nobody == null) {
            release(turn);
            return false;
        }
        sign(name);
        release(nobody);
        // Another run may step in here: then both have begun at the same moment, and it has not asked to be alone.
        take(PRESENT, true);
        return true;
    }

    /** Who has a run on with this state file; nothing is made, and nobody is kept out. */
    static Optional<String> whoRuns(Path stateFile) {
        if (!Files.exists(place(stateFile))) return Optional.empty();
        try (FileRunLock lock = beside(stateFile)) {
            FileLock nobody = lock.lock(PRESENT, false);
            if (nobody == null) return Optional.of(lock.holder().orElse("another run"));
            release(nobody);
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> holder() {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_NAME);
        try {
            int read = file.read(text, 0);
            if (read <= 0) return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
        String line = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
        return Optional.of(Words.printable(line.strip())).filter(name -> !name.isEmpty());
    }

    private void sign(String name) {
        try {
            file.truncate(0);
            file.write(ByteBuffer.wrap((name + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // A full disk: the lock holds, but nobody can say whose it is.
            return;
        }
    }

    private boolean take(long position, boolean shared) {
        return lock(position, shared) != null;
    }

    private @Nullable FileLock lock(long position, boolean shared) {
        try {
            return file.tryLock(position, 1, shared);
        } catch (OverlappingFileLockException e) {
            // A run in this very process.
            return null;
        } catch (IOException e) {
            // As on a network drive without a lock service: nobody can say whether a run is on.
            throw new UsageException(
                    "--lock: " + path + " cannot be locked (" + e.getClass().getSimpleName()
                            + "), this folder has no locks: name a state file on a local disk, with --state",
                    e);
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            // It goes with the file.
            return;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // The lock goes with the process.
            return;
        }
    }
}
