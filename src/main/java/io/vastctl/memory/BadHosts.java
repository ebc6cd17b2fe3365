package io.vastctl.memory;

import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The machines and hosts that are not to be rented, and those that are exempt.
 *
 * <p>An automatic bar lasts one day at the first strike, then 7 days, 30 days, and from the fourth on
 * until it is removed. Every earlier strike counts, expired or removed ones too; only {@link
 * #whitelist} and {@link #clear} forget them. A stall bars for one day and is no strike.
 */
public final class BadHosts {

    private final Database database;

    public BadHosts(Database database) {
        this.database = database;
    }

    /**
     * Bars a machine after a failure. If it is barred automatically already, that entry is brought up
     * to date.
     *
     * @param hostId owner of the machine, 0 if unknown
     * @return empty if the machine or its host is whitelisted
     * @throws IllegalArgumentException if the failure does not blame the machine
     */
    public Optional<BadHost> bar(
            long machineId, long hostId, Failure failure, String runId, int attempt, Origin origin) {
        if (failure.blames() != Blame.MACHINE) {
            throw new IllegalArgumentException(failure.failureClass() + " in " + failure.phase() + " blames "
                    + failure.blames().word() + ", so machine " + machineId + " cannot be barred for it");
        }
        Instant now = database.now();
        return database.write("bar machine " + machineId, session -> {
            if (BadHostTable.isExempt(session, machineId, hostId)) return Optional.empty();
            Optional<BadHost> inForce = BadHostTable.automaticInForce(session, machineId, origin, now);
            int highest = BadHostTable.highestStrike(session, machineId, origin);
            Penalty penalty = inForce.map(entry -> Penalty.again(failure, entry, highest, now))
                    .orElseGet(() -> Penalty.first(failure, highest, now));
            if (inForce.isPresent()) BadHostTable.delete(session, inForce.get().rowId());
            return Optional.of(BadHostTable.insert(
                    session,
                    new BadHost(
                            0,
                            Scope.MACHINE,
                            machineId,
                            Optional.empty(),
                            failure.signature(),
                            Optional.of(failure.evidence()).filter(text -> !text.isEmpty()),
                            Optional.of(runId),
                            OptionalInt.of(attempt),
                            Source.AUTOMATIC,
                            origin,
                            hostId,
                            penalty.strike(),
                            now,
                            penalty.expiresAt())));
        });
    }

    /**
     * Bars by hand; takes the place of an earlier bar by hand, and of an exemption.
     *
     * @param expires how long it holds; empty for good
     */
    public BadHost addManual(Scope scope, long id, String reason, Optional<Duration> expires) {
        Instant now = database.now();
        return database.write("bar " + scope.word() + " " + id, session -> {
            BadHostTable.deleteManual(session, scope, id);
            BadHostTable.deleteExemption(session, scope, id);
            return BadHostTable.insert(
                    session,
                    new BadHost(
                            0,
                            scope,
                            id,
                            Optional.empty(),
                            reason,
                            Optional.empty(),
                            Optional.empty(),
                            OptionalInt.empty(),
                            Source.MANUAL,
                            Origin.REAL,
                            scope == Scope.HOST ? id : 0,
                            0,
                            now,
                            expires.map(now::plus)));
        });
    }

    /**
     * Ends the bars of one machine or host. Strikes stay on record.
     *
     * @return whether any was in force
     */
    public boolean remove(Scope scope, long id) {
        Instant now = database.now();
        return database.write("remove the bar of " + scope.word() + " " + id, session -> {
            int lifted = BadHostTable.lift(session, scope, id, now);
            return lifted > 0;
        });
    }

    /**
     * Forgets every entry, strikes included; exemptions stay.
     *
     * @return how many entries were listed, expired ones included
     */
    public int clear(Optional<Scope> scope) {
        return database.write("clear the bad hosts", session -> BadHostTable.clear(session, scope));
    }

    /** Ends every bar, forgets the strikes, and bars no more until {@link #unwhitelist}. A host stands for its machines. */
    public void whitelist(Scope scope, long id, String reason) {
        Instant now = database.now();
        database.write("whitelist " + scope.word() + " " + id, session -> {
            BadHostTable.forgive(session, scope, id);
            return BadHostTable.exempt(session, new Exemption(scope, id, reason, now));
        });
    }

    /** Tells whether it was whitelisted */
    public boolean unwhitelist(Scope scope, long id) {
        return database.write(
                "unwhitelist " + scope.word() + " " + id,
                session -> BadHostTable.deleteExemption(session, scope, id) > 0);
    }

    /** Oldest first. */
    public List<Exemption> listWhitelist() {
        return database.read("read the whitelist", BadHostTable::exemptions);
    }

    /** What bars now in that market: its automatic entries and all manual ones. */
    public List<BadHost> active(Origin origin, Instant now) {
        return listed("read the bad hosts").stream()
                .filter(entry -> entry.activeAt(now))
                .filter(entry -> entry.source() == Source.MANUAL || entry.origin() == origin)
                .toList();
    }

    /** The entries of both markets, oldest first; what was removed is not among them. */
    public List<BadHost> list(boolean includeExpired, Instant now) {
        return listed("list the bad hosts").stream()
                .filter(entry -> includeExpired || entry.activeAt(now))
                .toList();
    }

    private List<BadHost> listed(String what) {
        return database.read(what, BadHosts::all);
    }

    private static List<BadHost> all(Session session) throws SQLException {
        return BadHostTable.list(session);
    }
}
