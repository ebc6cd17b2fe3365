package io.vastctl.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes that wait for the server, in a file of this machine that only its owner can read: each transaction with its
 * number, in the order of those. A process that works on it holds the lock beside it, so that it is free when that dies.
 */
final class SpoolFile implements AutoCloseable {

    private static final String MARK = "-spool-";
    private static final String END = ".db";

    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS noted (number INTEGER PRIMARY KEY, what TEXT NOT NULL, at_ms INTEGER NOT NULL,"
                    + " refused TEXT)",
            "CREATE TABLE IF NOT EXISTS statements (number INTEGER NOT NULL, position INTEGER NOT NULL,"
                    + " sql TEXT NOT NULL, changed INTEGER NOT NULL, PRIMARY KEY (number, position))",
            "CREATE TABLE IF NOT EXISTS bindings (number INTEGER NOT NULL, position INTEGER NOT NULL,"
                    + " place INTEGER NOT NULL, kind TEXT NOT NULL, value, PRIMARY KEY (number, position, place))",
            "CREATE TABLE IF NOT EXISTS meant (identity TEXT NOT NULL)");

    /**
     * One transaction.
     *
     * @param what completes "cannot …"
     */
    record Noted(long number, String what, List<Spooled> statements) {}

    private final Path path;
    private final FileChannel lock;
    private final SqliteFile engine;
    private final Line line;

    private SpoolFile(Path path, FileChannel lock) throws SQLException {
        this.path = path;
        this.lock = lock;
        engine = new SqliteFile(path);
        engine.createIfMissing();
        Connection connection = SqliteFile.config().createConnection("jdbc:sqlite:" + path);
        for (String table : TABLES) SqliteTables.execute(connection, table);
        line = Line.on(connection);
    }

    static String newName() {
        return UUID.randomUUID().toString();
    }

    /**
     * Makes a new one.
     *
     * @param state what it lies beside
     * @param identity of the database that its notes are for
     * @throws StoreException if it cannot be made
     */
    static SpoolFile create(Path state, String name, String identity) {
        Path path = state.toAbsolutePath().resolveSibling(stem(state) + MARK + name + END);
        // Makes the folder too.
        new SqliteFile(lockOf(path)).createIfMissing();
        SpoolFile made = open(path, true)
                .orElseThrow(() -> StoreException.failed("cannot keep notes in " + path + ": it is locked", null));
        try {
            made.inTransaction(session -> session.update("INSERT INTO meant (identity) VALUES (?)", identity));
            return made;
        } catch (SQLException e) {
            throw made.failed("keep notes in " + path, e);
        }
    }

    /** The database that its notes are for; empty if that was never written. */
    Optional<String> meant() throws SQLException {
        return line.session().first("SELECT identity FROM meant", row -> row.text("identity"));
    }

    private static String stem(Path state) {
        String base = state.getFileName().toString();
        return base.endsWith(END) ? base.substring(0, base.length() - END.length()) : base;
    }

    /** All beside that state file, whoever works on them. */
    static List<Path> beside(Path state) {
        Path folder = state.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) return List.of();
        String stem = stem(state);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(stem + MARK))
                    .filter(file -> file.getFileName().toString().endsWith(END))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Opens one; empty if a living process works on it.
     *
     * @throws StoreException if it cannot be read
     */
    static Optional<SpoolFile> open(Path path) {
        return open(path, false);
    }

    private static Optional<SpoolFile> open(Path path, boolean make) {
        try {
            FileChannel channel = FileChannel.open(lockOf(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                return Optional.empty();
            }
            if (make || Files.exists(path)) return Optional.of(new SpoolFile(path, channel));
            // Another process was faster, and has brought it in.
            Files.deleteIfExists(lockOf(path));
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw StoreException.failed("cannot open " + path + ": " + e, e);
        } catch (SQLException e) {
            throw new SqliteFile(path).translate("cannot open " + path, e, null);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static Path lockOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".lock");
    }

    Path path() {
        return path;
    }

    /** By which the server knows how much of it it has. */
    String name() {
        String file = path.getFileName().toString();
        return file.substring(file.lastIndexOf(MARK) + MARK.length(), file.length() - END.length());
    }

    /** On disk when this returns. */
    void append(long number, String what, List<Spooled> statements, Instant now) throws SQLException {
        inTransaction(session -> {
            session.update("INSERT INTO noted (number, what, at_ms) VALUES (?, ?, ?)", number, what, now);
            for (int position = 0; position < statements.size(); position++) {
                Spooled spooled = statements.get(position);
                session.update(
                        "INSERT INTO statements VALUES (?, ?, ?, ?)",
                        number,
                        position,
                        spooled.sql(),
                        spooled.changed());
                for (int place = 0; place < spooled.values().size(); place++) {
                    Object value = spooled.values().get(place);
                    session.update(
                            "INSERT INTO bindings VALUES (?, ?, ?, ?, ?)", number, position, place, kind(value), value);
                }
            }
            return number;
        });
    }

    private static String kind(Object value) {
        return value instanceof Optional ? "" : value.getClass().getSimpleName();
    }

    /** The first that was not brought in yet. */
    Optional<Noted> next() throws SQLException {
        Session session = line.session();
        Optional<Noted> head = session.first(
                "SELECT number, what FROM noted WHERE refused IS NULL ORDER BY number LIMIT 1",
                row -> new Noted(row.number("number"), row.text("what"), List.of()));
        if (head.isEmpty()) return head;
        long number = head.get().number();
        List<Spooled> statements = new ArrayList<>();
        for (long position : session.list(
                "SELECT position FROM statements WHERE number = ? ORDER BY position", row -> row.number(1), number))
            statements.add(statement(session, number, position));
        return Optional.of(new Noted(number, head.get().what(), statements));
    }

    private static Spooled statement(Session session, long number, long position) throws SQLException {
        List<Object> values = session.list(
                "SELECT kind, value FROM bindings WHERE number = ? AND position = ? ORDER BY place",
                SpoolFile::value,
                number,
                position);
        return session.first(
                        "SELECT sql, changed FROM statements WHERE number = ? AND position = ?",
                        row -> new Spooled(row.text("sql"), values, row.integer("changed")),
                        number,
                        position)
                .orElseThrow(() -> new SQLException("statement " + position + " of note " + number + " is missing"));
    }

    private static Object value(Row row) throws SQLException {
        return switch (row.text("kind")) {
            case "Integer" -> row.integer("value");
            case "Long" -> row.number("value");
            case "Double" -> row.decimal("value");
            case "String" -> row.text("value");
            default -> Optional.empty();
        };
    }

    /** The server has it. */
    void done(long number) throws SQLException {
        inTransaction(session -> {
            for (String table : List.of("bindings", "statements", "noted"))
                session.update("DELETE FROM " + table + " WHERE number = ?", number);
            return number;
        });
    }

    /** The server will not have it, whenever it is asked. It stays here. */
    void refuse(long number, String why) throws SQLException {
        inTransaction(session -> session.update("UPDATE noted SET refused = ? WHERE number = ?", why, number));
    }

    /** How many wait. */
    long waiting() throws SQLException {
        return line.session().number("SELECT COUNT(*) FROM noted WHERE refused IS NULL");
    }

    /** Whether there is nothing in it that anybody could want. */
    boolean isEmpty() throws SQLException {
        return line.session().number("SELECT COUNT(*) FROM noted") == 0;
    }

    private void inTransaction(Database.Work<?> work) throws SQLException {
        line.inTransaction(engine, line.session(), work);
    }

    StoreException failed(String what, SQLException e) {
        return engine.translate("cannot " + what, e, null);
    }

    /** Closes it, and takes it away if it is of no use any more. */
    @Override
    public void close() {
        boolean useless = false;
        try {
            useless = isEmpty();
        } catch (SQLException e) {
            // Then it is left for whoever can read it.
            useless = false;
        }
        line.closeQuietly();
        try {
            // The lock's file first: who takes the lock of a file without a spool finds nothing to do.
            if (useless) Files.deleteIfExists(path);
            if (useless) Files.deleteIfExists(lockOf(path));
            lock.close();
        } catch (IOException e) {
            // An empty one is in nobody's way.
            return;
        }
    }
}
