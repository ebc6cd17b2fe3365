package io.vastctl.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What differs between the databases that can hold the memory. The queries do not. */
interface Engine {

    /** For people: the path of the file, or the address of the server without any secret. */
    String name();

    /**
     * A new connection to tables that are up to date.
     *
     * @throws StoreException if it cannot be used
     */
    Connection open();

    /**
     * Takes the write lock for the transaction that has just begun. It is let go of with its end.
     *
     * @throws SQLException if others keep it for too long
     */
    void lock(Connection connection) throws SQLException;

    /** Ends the transaction: all that it wrote is on disk, and nobody has to wait for its lock any more. */
    void commit(Connection connection) throws SQLException;

    /**
     * Begins a transaction that only reads, all of it as it stands now. It keeps nobody from writing, and sees nothing of
     * what others write.
     */
    void beginSnapshot(Connection connection) throws SQLException;

    /** Ends it, whether it worked or not. */
    void endSnapshot(Connection connection) throws SQLException;

    /**
     * Looks for damage in what is stored.
     *
     * @throws StoreException if there is any
     */
    void check(Connection connection) throws SQLException;

    /** Which of our schemas the tables have: a query for one number. */
    String versionQuery();

    /** A query for the database's own time, in milliseconds since 1970; empty if it has none but that of this machine. */
    Optional<String> timeQuery();

    /** A query that lets a table go on numbering its rows after those that were put in with numbers; empty if it does so. */
    Optional<String> renumber(Table table);

    /** Whether the connection is lost, so that the next call needs a new one. */
    boolean lost(SQLException e);

    /** Whether the database cannot be worked with now, lost or not, although nothing is wrong with what was asked of it. */
    boolean away(SQLException e);

    /**
     * Whether it will never take what was asked of it, whenever and by whomever it is asked again. Whatever else went wrong
     * may be mended: a server that is away, a right or a table that is missing.
     */
    boolean refused(SQLException e);

    /** Tells this database from every other one, without any secret: of a server, not only its name for people. */
    String identity();

    /** A query for the moment since which all who write could do so, in milliseconds since 1970; empty if there is none. */
    Optional<String> startQuery();

    /**
     * One line for the operator.
     *
     * @param what begins with "cannot"
     * @param connection to look with, where the error alone does not tell; null if there is none
     */
    StoreException translate(String what, SQLException e, @Nullable Connection connection);
}
