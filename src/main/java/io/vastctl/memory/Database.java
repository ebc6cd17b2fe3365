package io.vastctl.memory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open database file. Several processes and threads may share a file; every write is one
 * transaction and is on disk when the call returns.
 *
 * <p>The stores on top of it ({@link Journal}, {@link RunHistory}, {@link HostMemory}, {@link
 * BadHosts}, {@link StoredSettings}) throw {@link StoreException} when the file fails them.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final SqliteFile file;
    private final Connection connection;
    private final Statements statements;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    private Database(SqliteFile file, Clock clock) {
        this.file = file;
        this.connection = file.open();
        this.statements = new Statements(connection);
        this.clock = clock;
    }

    /**
     * Opens the file; makes it, and the folders above it, readable by the owner only, if it is missing.
     *
     * @param clock dates what is written
     * @throws StoreException if the file is not a usable vastctl database; it is then unchanged
     */
    public static Database open(Path path, Clock clock) {
        SqliteFile file = new SqliteFile(path);
        file.createIfMissing();
        return new Database(file, clock);
    }

    /** A new one that is nowhere but in memory, and is gone once closed: for simulations. */
    public static Database inMemory(Clock clock) {
        return new Database(SqliteFile.inMemory(), clock);
    }

    /** As {@link #open}, but a missing file stays missing: for commands that only look. */
    public static Optional<Database> openExisting(Path path, Clock clock) {
        return Files.exists(path) ? Optional.of(new Database(new SqliteFile(path), clock)) : Optional.empty();
    }

    /** Absolute. */
    public Path path() {
        return file.path();
    }

    /**
     * Reads the whole file for damage.
     *
     * @throws StoreException if there is any
     */
    public void check() {
        read("check the database", session -> {
            file.check(connection);
            return true;
        });
    }

    /**
     * Which of vastctl's schemas it has, once it may be written to.
     *
     * @throws StoreException if another program keeps it locked, or it may not be changed
     */
    public int writableSchema() {
        return write("write to the database", session -> (int) session.number("PRAGMA user_version"));
    }

    Instant now() {
        return clock.instant();
    }

    /** @param what completes "cannot …" in an error message */
    <T> T read(String what, Work<T> work) {
        lock.lock();
        try {
            return work.run(new Session(statements));
        } catch (SQLException e) {
            throw file.translate("cannot " + what, e, connection);
        } finally {
            lock.unlock();
        }
    }

    /** Runs the work in one transaction of its own, which has the write lock from the start. */
    <T> T write(String what, Work<T> work) {
        lock.lock();
        try {
            return inTransaction(work);
        } catch (SQLException e) {
            throw file.translate("cannot " + what, e, connection);
        } finally {
            lock.unlock();
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        boolean done = false;
        try {
            connection.setAutoCommit(false);
            T result = work.run(new Session(statements));
            connection.commit();
            done = true;
            return result;
        } finally {
            if (done) connection.setAutoCommit(true);
            else giveUp();
        }
    }

    /** A full disk has ended the transaction already, and the reason is on its way to the caller: this tells no more. */
    private void giveUp() {
        quietly(connection::rollback);
        quietly(() -> connection.setAutoCommit(true));
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            LOG.debug("after a write that failed", e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    /** Waits for a call that another thread has under way. Closing twice does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw file.translate("cannot close the database", e, null);
        } finally {
            lock.unlock();
        }
    }

    /** What to do with the database. */
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }
}
