package io.vastctl.memory;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteConnectionConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** Everything that holds for SQLite alone; all other SQL of this package runs on PostgreSQL too. */
final class SqliteFile implements Engine {

    private static final int BUSY_TIMEOUT_MS = 10_000;

    /** Up to this size a structural check at opening costs a few milliseconds. */
    private static final long CHECK_AT_OPENING_BYTES = 16L * 1024 * 1024;

    private static final int LONGEST_REASON = 200;

    private final Path path;
    private final boolean inMemory;
    private final UpdateTurn turn;
    private final DiskRoom room;

    SqliteFile(Path path) {
        this(path, false, UpdateTurn.unheard());
    }

    /** @param turn for who waits until another process has brought it up to date */
    SqliteFile(Path path, UpdateTurn turn) {
        this(path, false, turn);
    }

    private SqliteFile(Path path, boolean inMemory, UpdateTurn turn) {
        this.turn = turn;
        this.path = path.toAbsolutePath().normalize();
        this.inMemory = inMemory;
        room = new DiskRoom(this.path);
    }

    /** None at all: what is written lives as long as its connection. */
    static SqliteFile inMemory() {
        return new SqliteFile(Path.of("memory"), true, UpdateTurn.unheard());
    }

    @Override
    public String name() {
        return path.toString();
    }

    Path path() {
        return path;
    }

    /** Nothing is left to do: the connection begins each transaction with the lock. */
    @Override
    public void lock(Connection connection) {}

    /** With a write-ahead log, readers and writers are not in each other's way. */
    /** The driver begins the next transaction at once, as it is set: that one must not wait for the lock, nor have it. */
    @Override
    public void commit(Connection connection) throws SQLException {
        SQLiteConnectionConfig driver =
                connection.unwrap(SQLiteConnection.class).getConnectionConfig();
        driver.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        try {
            connection.commit();
        } finally {
            driver.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        }
    }

    @Override
    public void beginSnapshot(Connection connection) throws SQLException {
        SqliteTables.execute(connection, "BEGIN DEFERRED");
        // What it sees is settled only by the first read.
        SqliteTables.execute(connection, "SELECT COUNT(*) FROM sqlite_schema");
    }

    @Override
    public void endSnapshot(Connection connection) throws SQLException {
        SqliteTables.execute(connection, "ROLLBACK");
    }

    @Override
    public String versionQuery() {
        return "PRAGMA user_version";
    }

    @Override
    public Optional<String> timeQuery() {
        return Optional.empty();
    }

    @Override
    public Optional<String> renumber(Table table) {
        return Optional.empty();
    }

    @Override
    public boolean lost(SQLException e) {
        return false;
    }

    @Override
    public boolean away(SQLException e) {
        return false;
    }

    @Override
    public Optional<String> startQuery() {
        return Optional.empty();
    }

    /** Makes an empty file that only its owner can read, unless there is one. */
    void createIfMissing() {
        if (Files.exists(path)) return;
        try {
            Path folder = path.getParent();
            if (folder != null && !Files.exists(folder)) Files.createDirectories(folder, ownerOnly("rwx------"));
            Files.createFile(path, ownerOnly("rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.exists(path)) throw cannotCreate(e);
            // Otherwise another process was faster; its file is as good.
        } catch (IOException e) {
            throw cannotCreate(e);
        }
    }

    private StoreException cannotCreate(IOException e) {
        String reason = e instanceof NoSuchFileException
                ? "no such folder"
                : e.getClass().getSimpleName() + ": " + e.getMessage();
        if (room.isGone()) return full("cannot create " + path, reason, e);
        return StoreException.badFile(path, "it cannot be created (" + reason + ")", e);
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Opens the file with all tables up to date. */
    @Override
    public Connection open() {
        if (inMemory) return opened();
        FileHeader.requireOursOrEmpty(path);
        try {
            return prepared(config().createConnection("jdbc:sqlite:" + path));
        } catch (SQLException e) {
            throw translate("cannot open " + path, e, null);
        }
    }

    private Connection opened() {
        try {
            Connection connection = config().createConnection("jdbc:sqlite::memory:");
            connection.unwrap(SQLiteConnection.class).deserialize("main", Empty.BYTES);
            return connection;
        } catch (SQLException e) {
            throw translate("cannot open a database in memory", e, null);
        }
    }

    /** A database without rows, whose tables are made only once. */
    private static final class Empty {

        static final byte[] BYTES = bytes();

        private static byte[] bytes() {
            SqliteFile memory = inMemory();
            try (Connection connection = config().createConnection("jdbc:sqlite::memory:")) {
                SqliteTables.bringUpToDate(connection, memory.path, UpdateTurn.unheard());
                return connection.unwrap(SQLiteConnection.class).serialize("main");
            } catch (SQLException e) {
                throw memory.translate("cannot make a database in memory", e, null);
            }
        }
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            if (sizeOnDisk() <= CHECK_AT_OPENING_BYTES) check(connection);
            SqliteTables.bringUpToDate(connection, path, turn);
            switchToWriteAheadLog(connection);
            return connection;
        } catch (SQLException e) {
            throw closed(connection, translate("cannot open " + path, e, connection));
        } catch (RuntimeException e) {
            throw closed(connection, e);
        }
    }

    private static RuntimeException closed(Connection connection, RuntimeException why) {
        try {
            connection.close();
        } catch (SQLException closing) {
            why.addSuppressed(closing);
        }
        return why;
    }

    static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE); // the file exists, with the right permissions
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return config;
    }

    static boolean isBusy(SQLException e) {
        return primaryCode(e) == SQLiteErrorCode.SQLITE_BUSY;
    }

    private long sizeOnDisk() {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }

    /** @throws StoreException if the file's structure is damaged */
    @Override
    public void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = found.next() ? found.getString(1) : "no answer";
            if (!"ok".equals(verdict)) throw damaged(verdict, null);
        }
    }

    /** Comes after the tables, so that the first page ever written to the file carries our mark. */
    private static void switchToWriteAheadLog(Connection connection) throws SQLException {
        try {
            SqliteTables.execute(connection, "PRAGMA journal_mode = WAL");
        } catch (SQLException e) {
            // Busy: another process is switching it at this moment. Read-only: reading works without.
            SQLiteErrorCode code = primaryCode(e);
            if (code != SQLiteErrorCode.SQLITE_BUSY && code != SQLiteErrorCode.SQLITE_READONLY) throw e;
        }
    }

    @Override
    public boolean refused(SQLException e) {
        return primaryCode(e) == SQLiteErrorCode.SQLITE_CONSTRAINT;
    }

    @Override
    public String identity() {
        return path.toAbsolutePath().toString();
    }

    /**
     * One line for the operator, with damage told apart from other trouble.
     *
     * @param connection to look with, where the error alone does not tell; null if there is none
     */
    @Override
    public StoreException translate(String what, SQLException e, @Nullable Connection connection) {
        String reason = oneLine(String.valueOf(e.getMessage()));
        if (e instanceof SQLDataException) return damaged(reason, e);
        SQLiteErrorCode code = primaryCode(e);
        return switch (code) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(reason, e);
            case SQLITE_ERROR ->
                connection != null && isSound(connection)
                        ? StoreException.failed(what + " in " + path + ": " + reason, e)
                        : damaged(reason, e);
            case SQLITE_FULL -> full(what, reason, e);
            case SQLITE_IOERR ->
                room.isGone()
                        ? full(what, reason, e)
                        : StoreException.failed(
                                what + ": the disk of " + path + " does not do as it is told (" + reason
                                        + "); see whether it is sound, and still mounted",
                                e);
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY ->
                code == SQLiteErrorCode.SQLITE_CANTOPEN && room.isGone()
                        ? full(what, reason, e)
                        : StoreException.badFile(path, "it cannot be opened for writing (" + reason + ")", e);
            case SQLITE_BUSY ->
                StoreException.failed(what + ": another process has kept the database " + path + " locked", e);
            default -> StoreException.failed(what + " in " + path + ": " + reason, e);
        };
    }

    private StoreException full(String what, String reason, Exception e) {
        return StoreException.failed(
                what + ": the disk of " + path + " is full (" + reason + "); make room there, the file is sound", e);
    }

    /**
     * Our SQL is right for our tables: an error in it means that the tables are not as we made them, unless SQLite only
     * answers for something that went wrong before.
     */
    private boolean isSound(Connection connection) {
        try {
            check(connection);
            return Tables.of(connection).areAsMade();
        } catch (SQLException | StoreException e) {
            return false;
        }
    }

    private StoreException damaged(String verdict, @Nullable SQLException cause) {
        return StoreException.badFile(path, "it is damaged (" + oneLine(verdict) + ")", cause);
    }

    /** SQLite quotes what it stumbled over, line breaks and stray bytes included. */
    private static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private static SQLiteErrorCode primaryCode(SQLException e) {
        return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    }
}
