package io.vastctl.memory;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the notes of a spool in, in order and each once: the number of the last one moves in the transaction of its note
 * ({@link #mark}), so that a replay that broke off goes on behind it.
 */
final class Replaying {

    private final Engine engine;
    private final SpoolFile file;
    private final Instant wallNow;
    private final List<String> late = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int done;

    Replaying(Engine engine, SpoolFile file, Instant wallNow) {
        this.engine = engine;
        this.file = file;
        this.wallNow = wallNow;
    }

    /**
     * Brings in all that waits.
     *
     * @throws SQLException if the server does not take the next one now, or the spool cannot be read; what is in counts
     */
    void allOn(Line server) throws SQLException {
        long applied = applied(server);
        Optional<SpoolFile.Noted> next = file.next();
        while (next.isPresent()) {
            SpoolFile.Noted noted = next.get();
            if (noted.number() > applied) bringIn(noted, server);
            else alreadyThere(noted);
            next = file.next();
        }
    }

    /** Only the answer to its commit was lost. */
    private void alreadyThere(SpoolFile.Noted noted) throws SQLException {
        file.done(noted.number());
        done++;
    }

    private long applied(Line server) throws SQLException {
        return server.session()
                .first("SELECT applied FROM spools WHERE name = ?", row -> row.number(1), file.name())
                .orElse(0L);
    }

    private void bringIn(SpoolFile.Noted noted, Line server) throws SQLException {
        boolean all;
        try {
            all = server.inTransaction(engine, server.session(), session -> {
                boolean each = true;
                for (Spooled spooled : noted.statements()) each &= session.again(spooled) >= spooled.changed();
                mark(session, file.name(), noted.number(), wallNow);
                return each;
            });
        } catch (SQLException e) {
            if (!engine.refused(e)) throw e;
            String why = noted.what() + " (" + PostgresTrouble.reason(e) + ")";
            file.refuse(noted.number(), why);
            refused.add(why);
            return;
        }
        file.done(noted.number());
        done++;
        if (!all) late.add(noted.what());
    }

    /** What became of them so far. */
    BroughtIn result() {
        return new BroughtIn(done, late, refused);
    }

    /** Says in the same transaction how far the writes of that name have come. */
    static void mark(Session session, String name, long number, Instant wallNow) throws SQLException {
        session.update(
                "INSERT INTO spools (name, applied, at_ms) VALUES (?, ?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET applied = excluded.applied, at_ms = excluded.at_ms",
                name,
                number,
                wallNow);
    }
}
