package io.vastctl.memory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection with what was prepared on it. Guarded by the lock of its {@link Database}. */
record Line(Connection connection, Statements statements) {

    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /** How long an answer may take to what reads a whole table. */
    private static final int MOST_MS = (int) Duration.ofMinutes(15).toMillis();

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
            engine.commit(connection);
            connection.setAutoCommit(true);
            done = true;
            return result;
        } finally {
            if (!done) giveUp();
        }
    }

    /** Runs the work in one transaction that only reads, at one moment, and keeps nobody from writing. */
    <T> T inSnapshot(Engine engine, Database.Work<T> work) throws SQLException {
        try {
            engine.beginSnapshot(connection);
            return work.run(session());
        } finally {
            quietly(() -> engine.endSnapshot(connection));
        }
    }

    /** Runs the work with more patience for each answer: to sort a big table takes longer than any question. */
    <T> T patiently(Patient<T> work) throws SQLException {
        int usualMs = connection.getNetworkTimeout();
        // 0 is no limit; SQLite has none either.
        if (usualMs == 0 || usualMs >= MOST_MS) return work.run();
        connection.setNetworkTimeout(Runnable::run, MOST_MS);
        try {
            return work.run();
        } finally {
            quietly(() -> connection.setNetworkTimeout(Runnable::run, usualMs));
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

    /** What may take long. */
    @FunctionalInterface
    interface Patient<T> {
        T run() throws SQLException;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }
}
