package io.vastctl.memory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open database: a file, or one on a server. Several processes and threads may share it; every write is one
 * transaction and is on disk when the call returns. A lost connection to a server fails the call that it is lost in;
 * the next one makes a new one.
 *
 * <p>The stores on top of it ({@link Journal}, {@link RunHistory}, {@link HostMemory}, {@link
 * BadHosts}, {@link StoredSettings}) throw {@link StoreException} when the file fails them.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Engine engine;
    private final Clock clock;
    private final BooleanSupplier realTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** Empty once it is lost or closed. */
    private Optional<Line> line;

    private boolean closed;

    /** A connection with what was prepared on it. */
    private record Line(Connection connection, Statements statements) {

        static Line on(Connection connection) {
            return new Line(connection, new Statements(connection));
        }
    }

    private Database(Engine engine, Connection connection, Clock clock, BooleanSupplier realTime) {
        this.engine = engine;
        this.clock = clock;
        this.realTime = realTime;
        line = Optional.of(Line.on(connection));
    }

    /** @param realTime whether that is real time now */
    static Database on(Engine engine, Clock clock, BooleanSupplier realTime) {
        return new Database(engine, engine.open(), clock, realTime);
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
        return on(file, clock, () -> false);
    }

    /**
     * Opens what is at the address, and makes what is missing: a file, or the tables on a server.
     *
     * @param environment of the process, for {@code PGPASSWORD}
     * @param clock dates what is written
     * @param realTime whether that is real time now, so that on a server leases are dated by the server's own
     * @throws StoreException if it is not a usable vastctl database; it is then unchanged
     */
    public static Database open(
            StateAddress address, Map<String, String> environment, Clock clock, BooleanSupplier realTime) {
        if (address instanceof StateAddress.OnServer server)
            return on(new PostgresServer(server.url(), environment), clock, realTime);
        return open(((StateAddress.InFile) address).path(), clock);
    }

    /** As {@link #open}, but what is missing stays missing: for commands that only look. */
    public static Optional<Database> openExisting(
            StateAddress address, Map<String, String> environment, Clock clock, BooleanSupplier realTime) {
        if (address instanceof StateAddress.OnServer server) {
            PostgresServer engine = new PostgresServer(server.url(), environment);
            return engine.openIfThere().map(connection -> new Database(engine, connection, clock, realTime));
        }
        return openExisting(((StateAddress.InFile) address).path(), clock);
    }

    /** A new one that is nowhere but in memory, and is gone once closed: for simulations. */
    public static Database inMemory(Clock clock) {
        return on(SqliteFile.inMemory(), clock, () -> false);
    }

    /** As {@link #open}, but a missing file stays missing: for commands that only look. */
    public static Optional<Database> openExisting(Path path, Clock clock) {
        return Files.exists(path)
                ? Optional.of(on(new SqliteFile(path), clock, () -> false))
                : Optional.empty();
    }

    /** For people: the absolute path of the file, or the address of the server without any secret. */
    public String name() {
        return engine.name();
    }

    /** Absolute; empty if it is on a server. */
    public Optional<Path> file() {
        return engine instanceof SqliteFile file ? Optional.of(file.path()) : Optional.empty();
    }

    /**
     * Reads all of it for damage.
     *
     * @throws StoreException if there is any
     */
    public void check() {
        read("check the database", session -> {
            engine.check(line().connection());
            return true;
        });
    }

    /**
     * Which of vastctl's schemas it has, once it may be written to.
     *
     * @throws StoreException if another program keeps it locked, or it may not be changed
     */
    public int writableSchema() {
        return write("write to the database", session -> (int) session.number(engine.versionQuery()));
    }

    Instant now() {
        return clock.instant();
    }

    /** By the database's own clock where it has one, else by that one: for what several machines compare. */
    Instant sharedNow(Session session, Clock wall) throws SQLException {
        Optional<String> query = engine.timeQuery();
        return query.isPresent() ? Instant.ofEpochMilli(session.number(query.get())) : wall.instant();
    }

    /** The market's time, and where that is real, by the database's own clock where it has one. */
    Instant leaseNow(Session session) throws SQLException {
        return realTime.getAsBoolean() ? sharedNow(session, clock) : now();
    }

    /** Whether what several machines compare goes by the database's own clock: it has one, and the market's time is real. */
    boolean hasSharedTime() {
        return realTime.getAsBoolean() && engine.timeQuery().isPresent();
    }

    /** The query for that time, in milliseconds since 1970. */
    String sharedTime() {
        return engine.timeQuery().orElseThrow();
    }

    Optional<String> renumber(Table table) {
        return engine.renumber(table);
    }

    /** @param what completes "cannot …" in an error message */
    <T> T read(String what, Work<T> work) {
        return call(what, work);
    }

    /** Runs the work in one transaction of its own, which has the write lock from the start. */
    <T> T write(String what, Work<T> work) {
        return call(what, session -> inTransaction(session, work));
    }

    /** Single statements, each a transaction of its own: for what waits for no other writer. */
    <T> T once(String what, Work<T> work) {
        return call(what, work);
    }

    private <T> T call(String what, Work<T> work) {
        lock.lock();
        try {
            return work.run(new Session(line().statements()));
        } catch (SQLException e) {
            StoreException trouble = engine.translate("cannot " + what, e, connection());
            if (engine.lost(e)) hangUp();
            throw trouble;
        } finally {
            lock.unlock();
        }
    }

    private <T> T inTransaction(Session session, Work<T> work) throws SQLException {
        Connection connection = line().connection();
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            engine.lock(connection);
            T result = work.run(session);
            connection.commit();
            connection.setAutoCommit(true);
            done = true;
            return result;
        } finally {
            if (!done) giveUp(connection);
        }
    }

    /** A full disk has ended the transaction already, and the reason is on its way to the caller: this tells no more. */
    private static void giveUp(Connection connection) {
        quietly(connection::rollback);
        quietly(() -> connection.setAutoCommit(true));
    }

    private @Nullable Connection connection() {
        return line.map(Line::connection).orElse(null);
    }

    private Line line() throws SQLException {
        if (closed) throw new SQLException("it is closed");
        if (line.isEmpty()) line = Optional.of(Line.on(engine.open()));
        return line.get();
    }

    private void hangUp() {
        if (line.isPresent()) quietly(line.get().connection()::close);
        line = Optional.empty();
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
            closed = true;
            if (line.isPresent()) line.get().connection().close();
        } catch (SQLException e) {
            throw engine.translate("cannot close the database", e, null);
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
