package io.vastctl.memory;

import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The open database: a file, or one on a server. Several processes and threads may share it; every write is one
 * transaction and is on disk when the call returns. A lost connection to a server fails the call that it is lost in; a
 * later one makes a new one. Where it was told a {@link SpoolPlace}, this process's own notes go on meanwhile.
 *
 * <p>The stores on top of it ({@link Journal}, {@link RunHistory}, {@link HostMemory}, {@link
 * BadHosts}, {@link StoredSettings}) throw {@link StoreException} when the file fails them.
 */
public final class Database implements AutoCloseable {

    private final Engine engine;
    private final Clock clock;
    private final BooleanSupplier realTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Link link;
    /** Only where the state is on a server that this process can go on without. */
    private final Optional<Spool> spool;

    private Database(
            Engine engine, Connection connection, Clock clock, BooleanSupplier realTime, Optional<SpoolPlace> place) {
        this.engine = engine;
        this.clock = clock;
        this.realTime = realTime;
        link = new Link(engine, connection);
        spool = place.map(there -> new Spool(there, engine, link));
        spool.ifPresent(Spool::bringInWhatIsLeft);
    }

    /** @param realTime whether that is real time now */
    static Database on(Engine engine, Clock clock, BooleanSupplier realTime) {
        return on(engine, clock, realTime, Optional.empty());
    }

    static Database on(Engine engine, Clock clock, BooleanSupplier realTime, Optional<SpoolPlace> place) {
        return new Database(engine, engine.open(), clock, realTime, place);
    }

    /**
     * Opens the file; makes it, and the folders above it, readable by the owner only, if it is missing.
     *
     * @param clock dates what is written
     * @throws StoreException if the file is not a usable vastctl database; it is then unchanged
     */
    public static Database open(Path path, Clock clock) {
        return open(path, clock, UpdateTurn.unheard());
    }

    private static Database open(Path path, Clock clock, UpdateTurn turn) {
        SqliteFile file = new SqliteFile(path, turn);
        file.createIfMissing();
        return on(file, clock, () -> false);
    }

    /** As below; a server that is away fails what needs it. */
    public static Database open(
            StateAddress address, Map<String, String> environment, Clock clock, BooleanSupplier realTime) {
        return open(address, environment, clock, realTime, Optional.empty());
    }

    /**
     * Opens what is at the address, and makes what is missing: a file, or the tables on a server. What earlier processes of
     * this machine kept while that was away is brought in.
     *
     * @param environment of the process, for {@code PGPASSWORD}
     * @param clock dates what is written
     * @param realTime whether that is real time now, so that on a server leases are dated by the server's own
     * @param place where to keep what a server cannot take down; empty to fail while it is away
     * @throws StoreException if it is not a usable vastctl database; it is then unchanged
     */
    public static Database open(
            StateAddress address,
            Map<String, String> environment,
            Clock clock,
            BooleanSupplier realTime,
            Optional<SpoolPlace> place) {
        if (address instanceof StateAddress.OnServer server)
            return on(server(server, environment, place), clock, realTime, place);
        return open(((StateAddress.InFile) address).path(), clock, turn(place));
    }

    /**
     * Opens what is to be copied to.
     *
     * @param told hears that it waits until another process has brought the tables there up to date
     */
    public static Database openToFill(
            StateAddress address, Map<String, String> environment, Clock clock, Consumer<String> told) {
        if (address instanceof StateAddress.OnServer server)
            return on(new PostgresServer(server.url(), environment).telling(new UpdateTurn(told)), clock, () -> false);
        return open(((StateAddress.InFile) address).path(), clock, new UpdateTurn(told));
    }

    private static UpdateTurn turn(Optional<SpoolPlace> place) {
        return place.map(there -> new UpdateTurn(there.told())).orElseGet(UpdateTurn::unheard);
    }

    /** As {@link #open}, but what is missing stays missing: for commands that only look. */
    public static Optional<Database> openExisting(
            StateAddress address,
            Map<String, String> environment,
            Clock clock,
            BooleanSupplier realTime,
            Optional<SpoolPlace> place) {
        if (address instanceof StateAddress.OnServer server) {
            PostgresServer engine = server(server, environment, place);
            return engine.openIfThere().map(connection -> new Database(engine, connection, clock, realTime, place));
        }
        return openExisting(((StateAddress.InFile) address).path(), clock, turn(place));
    }

    private static PostgresServer server(
            StateAddress.OnServer address, Map<String, String> environment, Optional<SpoolPlace> place) {
        PostgresServer server = new PostgresServer(address.url(), environment).telling(turn(place));
        return place.isPresent() ? server.impatient() : server;
    }

    /** A new one that is nowhere but in memory, and is gone once closed: for simulations. */
    public static Database inMemory(Clock clock) {
        return on(SqliteFile.inMemory(), clock, () -> false);
    }

    /** As {@link #open}, but a missing file stays missing: for commands that only look. */
    public static Optional<Database> openExisting(Path path, Clock clock) {
        return openExisting(path, clock, UpdateTurn.unheard());
    }

    private static Optional<Database> openExisting(Path path, Clock clock, UpdateTurn turn) {
        return Files.exists(path) ? Optional.of(on(new SqliteFile(path, turn), clock, () -> false)) : Optional.empty();
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
     * Reads all of it for damage, as it stands at one moment; others write meanwhile.
     *
     * @throws StoreException if there is any
     */
    public void check() {
        snapshot("check the database", session -> {
            engine.check(link.line().connection());
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

    /**
     * For what must not be begun by an older vastctl than the one that the tables are of: another process may have brought
     * them up to date since this one opened them. What was begun goes on, because updates only add.
     *
     * @throws StoreException if one has
     */
    void requireOwnSchema(Session session) throws SQLException {
        long schema = session.number(engine.versionQuery());
        if (schema > Schema.latestVersion()) throw StoreException.newer(engine.name(), schema);
    }

    public Instant now() {
        return clock.instant();
    }

    /** By the database's own clock where it has one, else by that one: for what several machines compare. */
    public Instant sharedNow(Session session, Clock wall) throws SQLException {
        Optional<String> query = session.isLocal() ? Optional.empty() : engine.timeQuery();
        return query.isPresent() ? Instant.ofEpochMilli(session.number(query.get())) : wall.instant();
    }

    /** Since when all who write could do so; long ago if nobody can tell. */
    public Instant upSince(Session session) throws SQLException {
        Optional<String> query = engine.startQuery();
        return query.isPresent() ? Instant.ofEpochMilli(session.number(query.get())) : Instant.EPOCH;
    }

    /** The market's time, and where that is real, by the database's own clock where it has one. */
    public Instant leaseNow(Session session) throws SQLException {
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

    /**
     * Runs the work outside of any transaction.
     *
     * @param what completes "cannot …" in an error message
     */
    public <T> T read(String what, Work<T> work) {
        return call(what, server -> work.run(server.session()));
    }

    /** Runs the work in one transaction of its own, which has the write lock from the start. */
    public <T> T write(String what, Work<T> work) {
        return call(what, server -> server.inTransaction(engine, server.session(), work));
    }

    /**
     * Runs the work in one transaction that only reads, and sees all as it stood when it began; others write meanwhile. An
     * answer may take minutes.
     */
    <T> T snapshot(String what, Work<T> work) {
        return call(what, server -> server.patiently(() -> server.inSnapshot(engine, work)));
    }

    /** As {@link #write}, for what may take minutes: the lock is held for so long. */
    <T> T writeAtLength(String what, Work<T> work) {
        return call(what, server -> server.patiently(() -> server.inTransaction(engine, server.session(), work)));
    }

    /** Single statements, each a transaction of its own: for what waits for no other writer. */
    <T> T once(String what, Work<T> work) {
        return read(what, work);
    }

    /**
     * The same, for what makes rentals this process's: while the server is away, those can be written to and read.
     *
     * @param labels those of what it returned
     */
    <T> T acquire(String what, Work<T> work, Function<T, List<String>> labels) {
        if (spool.isEmpty()) return write(what, work);
        return call(what, server -> {
            List<List<Object>> rows = new ArrayList<>();
            T result = server.inTransaction(engine, server.session(), session -> {
                T done = work.run(session);
                for (String label : labels.apply(done)) rows.addAll(JournalRows.raw(session, label));
                return done;
            });
            spool.get().acquired(rows);
            return result;
        });
    }

    private <T> T call(String what, Use<T> use) {
        lock.lock();
        try {
            if (spool.isPresent()) spool.get().requireServer(what);
            return use.of(link.line());
        } catch (SQLException e) {
            throw failed(what, e);
        } finally {
            lock.unlock();
        }
    }

    private StoreException failed(String what, SQLException e) {
        StoreException trouble = link.failed(what, e);
        if (isAway(e, trouble)) spool.ifPresent(kept -> kept.lost(trouble));
        return trouble;
    }

    /**
     * One that can only be read is away for a process that has written to it, as when another server is to take over; for
     * any other it is the wrong one, and may still be read.
     */
    private boolean isAway(SQLException e, StoreException trouble) {
        boolean never = trouble.readOnly() && spool.filter(Spool::hasWritten).isEmpty();
        return engine.away(e) && !never;
    }

    /** Reads what this process has written: from what it keeps itself while the server is away. */
    public <T> T recall(String what, Work<T> work) {
        return spool.isEmpty()
                ? read(what, work)
                : orHere(what, server -> work.run(server.session()), kept -> kept.read(work));
    }

    /**
     * Writes what this process has to say of its own rentals and runs: into its spool while the server is away, from where
     * it is brought in once, in order.
     */
    public <T> T record(String what, Work<T> work) {
        if (spool.isEmpty()) return write(what, work);
        return orHere(
                what,
                server -> {
                    Tape tape = new Tape();
                    T result = server.inTransaction(engine, server.session(), session -> {
                        T done = work.run(session.taped(tape));
                        spool.get().mark(session);
                        return done;
                    });
                    spool.get().written(tape);
                    return result;
                },
                kept -> kept.write(what, work));
    }

    private <T> T orHere(String what, Use<T> there, Here<T> here) {
        lock.lock();
        try {
            Spool kept = spool.orElseThrow();
            if (link.isClosed()) throw new SQLException("it is closed");
            if (kept.reached()) {
                try {
                    return there.of(link.line());
                } catch (SQLException e) {
                    StoreException trouble = failed(what, e);
                    if (!isAway(e, trouble)) throw trouble;
                }
            }
            return here.of(kept);
        } catch (SQLException e) {
            throw engine.translate("cannot " + what, e, null);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits in real time for a server that is away, and says so.
     *
     * @return whether it is there
     */
    public boolean awaitServer(Duration most) throws InterruptedException {
        return spool.isPresent() && new ServerWait(spool.get(), lock).until(most);
    }

    /**
     * Waits for a call that another thread has under way, and for a few seconds for a server that is away if something
     * waits for it. Closing twice does nothing.
     */
    @Override
    public void close() {
        if (spool.isPresent() && !link.isClosed()) new ServerWait(spool.get(), lock).atTheEnd();
        lock.lock();
        try {
            if (!link.isClosed()) spool.ifPresent(Spool::close);
            link.close();
        } catch (SQLException e) {
            throw engine.translate("cannot close the database", e, null);
        } finally {
            lock.unlock();
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Line server) throws SQLException;
    }

    @FunctionalInterface
    private interface Here<T> {
        T of(Spool kept) throws SQLException;
    }

    /** What to do with the database. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }
}
