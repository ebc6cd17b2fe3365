package io.vastctl.memory;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process itself has written lately, in memory, with the tables of the server: so that its own rentals can be
 * read and written while the server is away. Of other processes it knows nothing. Guarded by the lock of its {@link
 * Database}.
 */
final class Mirror {

    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    /** What later writes of this process are decided on. */
    private static final Set<String> FOLLOWED = Set.of("journal", "runs");

    private static final List<String> OVER = List.of(
            "DELETE FROM journal WHERE state IN ('GONE', 'ABSENT') AND run_id IN"
                    + " (SELECT run_id FROM runs WHERE outcome IS NOT NULL)",
            "DELETE FROM runs WHERE outcome IS NOT NULL AND run_id NOT IN (SELECT run_id FROM journal)");

    private static final List<String> ONLY_WHILE_AWAY =
            List.of("papers", "evidence", "phases", "attempts", "bad_hosts", "blame_days", "run_days");

    private final SqliteFile engine = SqliteFile.inMemory();
    private final Line line;

    Mirror() {
        line = Line.on(engine.open());
        try {
            // What a row refers to may be on the server alone.
            SqliteTables.execute(line.connection(), "PRAGMA foreign_keys = OFF");
        } catch (SQLException e) {
            throw engine.translate("cannot open a database in memory", e, null);
        }
    }

    /** What is done between the writes here and the moment at which they count. */
    @FunctionalInterface
    interface BeforeCommit {
        void run() throws SQLException;
    }

    /** Does the same here as was done on the server. */
    void follow(List<Spooled> written) {
        List<Spooled> followed = written.stream()
                .filter(spooled -> FOLLOWED.contains(spooled.table()))
                .toList();
        if (!followed.isEmpty())
            quietly(session -> {
                for (Spooled spooled : followed) session.again(spooled);
            });
    }

    /** Takes rows of the journal over as the server has them. */
    void put(List<List<Object>> rows) {
        Table journal = Table.named("journal");
        quietly(session -> {
            for (List<Object> row : rows) {
                session.update("DELETE FROM journal WHERE label = ?", row.get(0));
                session.update(journal.insert(), row.toArray());
            }
        });
    }

    /** Runs the work here alone. */
    <T> T write(Tape tape, Database.Work<T> work, BeforeCommit before) throws SQLException {
        return line.inTransaction(engine, local().taped(tape), session -> {
            T result = work.run(session);
            before.run();
            return result;
        });
    }

    <T> T read(Database.Work<T> work) throws SQLException {
        return work.run(local());
    }

    /** Forgets what the server has, and nobody here asks for any more. */
    void tidy() {
        quietly(session -> {
            for (String table : ONLY_WHILE_AWAY) session.update("DELETE FROM " + table);
            for (String forget : OVER) session.update(forget);
        });
    }

    private Session local() {
        return new Session(line.statements(), Optional.empty(), true);
    }

    /** The server has it: what is missing here is missed only if it goes away. */
    private void quietly(Writes work) {
        try {
            line.inTransaction(engine, local(), session -> {
                work.run(session);
                return true;
            });
        } catch (SQLException e) {
            LOG.warn("what was written to the server is not known here: {}", e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Writes {
        void run(Session session) throws SQLException;
    }

    void close() {
        line.closeQuietly();
    }
}
