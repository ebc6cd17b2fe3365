package io.vastctl.memory.survey;

import io.vastctl.memory.Database;
import io.vastctl.memory.Liveness;
import io.vastctl.memory.OwnerRow;
import io.vastctl.memory.Owners;
import io.vastctl.memory.Session;
import io.vastctl.memory.TakenOverException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Who works on which survey: one process at a time, on whichever machine, for as long as its owner's row shows signs of
 * life. Those are dated by the database's clock where it has one.
 */
public final class SurveyLeases {

    private final Database database;
    private final Clock wall;
    private final Liveness here;

    /**
     * @param wall real time; a server has its own, which then counts
     * @param here this host: a process of it that is gone is known for dead at once, others by their silence
     */
    public SurveyLeases(Database database, Clock wall, Liveness here) {
        this.database = database;
        this.wall = wall;
        this.here = here;
    }

    /**
     * Takes the survey, unless another process that lives has it.
     *
     * @param ownerId of this process, in {@link Owners}
     * @param holder this process, for people
     * @return who has it, for people; empty if this process has it now
     */
    public Optional<String> take(String surveyId, String ownerId, String holder) {
        return database.write("take the survey " + surveyId, session -> {
            Instant now = database.sharedNow(session, wall);
            Optional<String> other = other(session, surveyId, ownerId, now);
            if (other.isPresent()) return other;
            session.update(
                    "INSERT INTO survey_leases (survey_id, owner_id, holder, taken_at_ms) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT (survey_id) DO UPDATE SET owner_id = excluded.owner_id,"
                            + " holder = excluded.holder, taken_at_ms = excluded.taken_at_ms",
                    surveyId,
                    ownerId,
                    holder,
                    now);
            return Optional.<String>empty();
        });
    }

    private Optional<String> other(Session session, String surveyId, String ownerId, Instant now) throws SQLException {
        Optional<Lease> lease = find(session, surveyId);
        if (lease.isEmpty() || lease.get().ownerId().equals(ownerId)) return Optional.empty();
        Optional<OwnerRow> owner = Owners.find(session, lease.get().ownerId());
        Instant upSince = database.upSince(session);
        boolean lives = owner.filter(row -> !here.isDead(row, now, upSince)).isPresent();
        return lives ? Optional.of(lease.get().holder()) : Optional.empty();
    }

    /** @throws TakenOverException if another process took it since, or nobody has it */
    static void require(Session session, String surveyId, String ownerId) throws SQLException {
        boolean ours = find(session, surveyId)
                .filter(lease -> lease.ownerId().equals(ownerId))
                .isPresent();
        if (!ours)
            throw new TakenOverException(
                    "another process goes on with the survey " + surveyId + "; nothing more is rented for it here");
    }

    private static Optional<Lease> find(Session session, String surveyId) throws SQLException {
        return session.first(
                "SELECT owner_id, holder FROM survey_leases WHERE survey_id = ?",
                row -> new Lease(row.text("owner_id"), row.text("holder")),
                surveyId);
    }

    private record Lease(String ownerId, String holder) {}
}
