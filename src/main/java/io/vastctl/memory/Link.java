package io.vastctl.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to one database, made anew when it was lost. Guarded by the lock of its {@link Database}. */
final class Link {

    private final Engine engine;
    /** Empty once it is lost or closed. */
    private Optional<Line> line;

    private boolean closed;

    Link(Engine engine, Connection connection) {
        this.engine = engine;
        line = Optional.of(Line.on(connection));
    }

    /**
     * The connection, a new one if it was lost.
     *
     * @throws StoreException if there can be none
     */
    Line line() throws SQLException {
        if (closed) throw new SQLException("it is closed");
        if (line.isEmpty()) line = Optional.of(Line.on(engine.open()));
        return line.get();
    }

    /** Which is in use, if any. */
    @Nullable
    Connection connection() {
        return line.map(Line::connection).orElse(null);
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Gives the connection up if it is lost.
     *
     * @param what completes "cannot …"
     * @return what to tell of it
     */
    StoreException failed(String what, SQLException e) {
        StoreException trouble = engine.translate("cannot " + what, e, connection());
        if (engine.lost(e)) hangUp();
        return trouble;
    }

    void hangUp() {
        line.ifPresent(Line::closeQuietly);
        line = Optional.empty();
    }

    void close() throws SQLException {
        closed = true;
        if (line.isPresent()) line.get().connection().close();
    }
}
