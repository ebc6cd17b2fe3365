package io.vastctl.memory;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection with what was prepared on it. Guarded by the lock of its {@link Database}. */
record Line(Connection connection, Statements statements) {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    static Line on(Connection connection) {
        return new Line(connection, new Statements(connection));
    }

    Session session() {
        return new Session(statements);
    }

    /** Runs the work in one transaction of its own, which has the write lock from the start. */
    <T> T inTransaction(Engine engine, Session session, Database.Work<T> work) throws SQLException {
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
            if (!done) giveUp();
        }
    }

    /** A full disk has ended the transaction already, and the reason is on its way to the caller: this tells no more. */
    private void giveUp() {
        quietly(connection::rollback);
        quietly(() -> connection.setAutoCommit(true));
    }

    void closeQuietly() {
        quietly(connection::close);
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
}
