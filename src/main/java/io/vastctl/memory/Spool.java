package io.vastctl.memory;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the writes of this process while the server of its state is away, and brings them in when it is back, in order and
 * each once. As long as any wait, later ones wait behind them. Guarded by the lock of its {@link Database}.
 */
final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    /** How long the end of the process may wait for the server, if there is something to bring in. */
    private static final Duration LAST_TRY = Duration.ofSeconds(10);

    /** How long it is known how far a process came that never said that it is done. */
    private static final Duration KEPT = Duration.ofDays(90);

    private final SpoolPlace place;
    private final Engine engine;
    private final Link link;
    private final Pauses pauses;
    private final String name = SpoolFile.newName();
    private Optional<Mirror> mirror = Optional.empty();
    private Optional<SpoolFile> file = Optional.empty();
    /** Why the server is away; empty while it is there, with all that was kept here. */
    private Optional<StoreException> trouble = Optional.empty();
    /** Of the last write that is on the server or here. */
    private long number;

    private boolean marked;

    Spool(SpoolPlace place, Engine engine, Link link) {
        this.place = place;
        this.engine = engine;
        this.link = link;
        pauses = new Pauses(place.wall());
    }

    /** Whether the server is there, with all that was kept here; tries it now and then. */
    boolean reached() {
        return trouble.isEmpty() || (pauses.isOver() && reachedNow());
    }

    /** The same, and tries it in any case. */
    boolean reachedNow() {
        try {
            Line server = link.line();
            if (file.isPresent()) bringIn(file.get(), "this process", server);
            if (trouble.isPresent()) mirror.ifPresent(Mirror::tidy);
            trouble = Optional.empty();
            pauses.worked();
            return true;
        } catch (StoreException e) {
            lost(e);
        } catch (SQLException e) {
            lost(link.failed("bring in what was kept in " + name, e));
        }
        return false;
    }

    /** @throws StoreException if the server is away */
    void requireServer(String what) {
        if (!reached())
            throw StoreException.away(
                    "cannot " + what + ": " + trouble.orElseThrow().getMessage(), trouble.get());
    }

    /** The server cannot be worked with now. */
    void lost(StoreException why) {
        link.hangUp();
        trouble = Optional.of(why);
        pauses.failed();
    }

    /** Says in the transaction of the next write that it is done. */
    void mark(Session session) throws SQLException {
        marked = true;
        Replaying.mark(session, name, number + 1, place.wall().instant());
    }

    /** The next write is on the server. */
    void written(Tape tape) {
        number++;
        mirror().follow(tape.statements());
    }

    /** Whether this process has written anything that it may have to go on with. */
    boolean hasWritten() {
        return number > 0 || mirror.isPresent();
    }

    /** These rows of the journal are this process's. */
    void acquired(List<List<Object>> rows) {
        if (!rows.isEmpty()) mirror().put(rows);
    }

    /** Does the next write here: on disk when this returns. */
    <T> T write(String what, Database.Work<T> work) throws SQLException {
        Tape tape = new Tape();
        T result = mirror().write(tape, work, () -> keep(what, tape.statements()));
        if (!tape.statements().isEmpty()) number++;
        return result;
    }

    private void keep(String what, List<Spooled> statements) {
        if (statements.isEmpty()) return;
        SpoolFile kept = file();
        try {
            kept.append(number + 1, what, statements, place.wall().instant());
        } catch (SQLException e) {
            throw kept.failed(what, e);
        }
    }

    <T> T read(Database.Work<T> work) throws SQLException {
        return mirror().read(work);
    }

    private Mirror mirror() {
        if (mirror.isEmpty()) mirror = Optional.of(new Mirror());
        return mirror.get();
    }

    private SpoolFile file() {
        if (file.isEmpty()) {
            file = Optional.of(SpoolFile.create(place.state(), name, engine.identity()));
            place.told()
                    .accept("the state's server is away ("
                            + trouble.map(StoreException::getMessage).orElse("")
                            + "): what is noted meanwhile is kept in "
                            + file.get().path());
        }
        return file.get();
    }

    private void bringIn(SpoolFile kept, String whose, Line server) throws SQLException {
        Replaying replaying = new Replaying(engine, kept, place.wall().instant());
        try {
            replaying.allOn(server);
        } finally {
            replaying.result().lines(whose, kept).forEach(place.told());
        }
    }

    /** Brings in what processes of this machine left that are gone. */
    void bringInWhatIsLeft() {
        for (Path path : SpoolFile.beside(place.state())) {
            try (SpoolFile left = SpoolFile.open(path).orElse(null)) {
                if (left == null || isOfAnother(left)) continue;
                Line server = link.line();
                bringIn(left, "an earlier process", server);
                if (left.isEmpty()) forget(server, left.name());
            } catch (StoreException e) {
                notBroughtIn(path, e);
            } catch (SQLException e) {
                notBroughtIn(path, link.failed("bring in the notes in " + path.getFileName(), e));
            }
        }
    }

    private void notBroughtIn(Path path, StoreException why) {
        place.told()
                .accept("the notes in " + path + " could not be brought in, and are kept for the next command: "
                        + why.getMessage());
    }

    /** One that lies here by mistake, as after a folder was copied: its notes would be wrong for this server. */
    private boolean isOfAnother(SpoolFile left) throws SQLException {
        Optional<String> meant = left.meant();
        if (left.isEmpty() || meant.equals(Optional.of(engine.identity()))) return false;
        place.told()
                .accept("the notes in " + left.path() + " are for " + meant.orElse("a server that they do not name")
                        + ", and are left for it");
        return true;
    }

    /** Also those of processes that died without a spool, and will never ask how far they came. */
    private void forget(Line server, String spool) throws SQLException {
        server.session()
                .update(
                        "DELETE FROM spools WHERE name = ? OR at_ms < ?",
                        spool,
                        place.wall().instant().minus(KEPT));
    }

    /** Until when the end may be put off; empty if nothing waits. */
    Optional<Instant> lastTryUntil() {
        if (file.isEmpty() || trouble.isEmpty()) return Optional.empty();
        return Optional.of(place.wall().instant().plus(LAST_TRY));
    }

    SpoolPlace place() {
        return place;
    }

    /** What waits still is told, and left to the next command here. */
    void close() {
        mirror.ifPresent(Mirror::close);
        try {
            if (file.isPresent() && trouble.isPresent()) tellWhatWaits(file.get());
            else if (marked || file.isPresent()) forget(link.line(), name);
        } catch (SQLException | StoreException e) {
            LOG.debug("at the end of {}", name, e);
        }
        file.ifPresent(SpoolFile::close);
    }

    private void tellWhatWaits(SpoolFile kept) throws SQLException {
        long waiting = kept.waiting();
        if (waiting > 0)
            place.told()
                    .accept("the state's server is still away: " + waiting
                            + (waiting == 1 ? " note waits" : " notes wait") + " in " + kept.path()
                            + "; the next vastctl command here with this state brings them in");
    }
}
