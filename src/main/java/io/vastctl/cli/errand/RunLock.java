package io.vastctl.cli.errand;

import io.vastctl.cli.text.UsageException;
import io.vastctl.cli.text.Words;
import io.vastctl.time.Sleeper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Says of a memory that a run is on. Every run is present, with {@code --lock} or without, and only {@code --lock} asks
 * whether another one is. It is free when the process dies, however it dies.
 */
public interface RunLock extends AutoCloseable {

    /**
     * Is there, whoever else is. A run that was not told to be alone goes on even if this fails.
     *
     * @param name as {@link #name} gives it
     * @param sleeper lets real time pass
     * @throws UsageException if the folder of a state file has no locks
     */
    void join(String name, Sleeper sleeper) throws InterruptedException;

    /** Is there if nobody else is. @return whether it is @throws UsageException if the folder has no locks */
    boolean joinAlone(String name);

    /** Who came last, such as {@code vastctl test, process 4711, since 2026-11-22T03:10:00Z}. */
    Optional<String> holder();

    @Override
    void close();

    /**
     * The lock beside a state file.
     *
     * @throws UsageException if there can be no such file beside the state file
     */
    static RunLock beside(Path stateFile) {
        return FileRunLock.beside(stateFile);
    }

    /** Who has a run on with this state file; nothing is made, and nobody is kept out. */
    static Optional<String> whoRuns(Path stateFile) {
        return FileRunLock.whoRuns(stateFile);
    }

    /** What {@link #holder} will tell of this process. */
    static String name(String command, Instant since) {
        return "vastctl " + command + ", process " + ProcessHandle.current().pid() + ", since " + Words.iso(since);
    }
}
