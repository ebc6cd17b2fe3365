package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Charge;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Evidence;
import io.vastctl.blame.Penalty;
import io.vastctl.blame.ServingFault;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Session;
import io.vastctl.memory.StoreException;
import io.vastctl.outcome.FailureClass;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The machines and hosts that are not to be rented, and those that are exempt.
 *
 * <p>Stored are orders of the operator and failures held against machines; how long those bar, and whether they were
 * withdrawn, is computed at each reading ({@link io.vastctl.blame}). Only {@link #whitelist} and {@link #clear}
 * forget strikes.
 */
public final class BadHosts {

    private final Database database;

    public BadHosts(Database database) {
        this.database = database;
    }

    /**
     * Holds a failed attempt against whoever is to blame for it. What a rental did while it served counts once, however
     * often it is said.
     *
     * @return the bar it leads to; empty if it blames nobody, if machine or host is whitelisted, or if several hosts
     *     failed alike
     */
    public Optional<BadHost> charge(Evidence evidence, Origin origin) {
        Optional<Charge> charge = Charge.of(evidence);
        if (charge.isEmpty()) return Optional.empty();
        return database.record("bar machine " + evidence.machineId(), session -> {
            if (WhitelistTable.holds(session, evidence.machineId(), evidence.hostId())) return Optional.empty();
            Verdicts.settle(session, database.now());
            StoredBar stored = stored(session, StoredBar.of(charge.get(), origin), evidence.machineId());
            List<StoredBar> record = BadHostTable.about(session, Scope.MACHINE, evidence.machineId());
            return Bars.penalties(session, record, origin).stream()
                    .filter(penalty -> Bars.rowIds(penalty).contains(stored.rowId()))
                    .findFirst()
                    .map(penalty -> Bars.automatic(penalty, origin));
        });
    }

    private static StoredBar stored(Session session, StoredBar bar, long machineId) throws SQLException {
        if (!ServingFault.isOne(bar.cause())) return BadHostTable.charge(session, bar, machineId);
        Optional<StoredBar> before = BadHostTable.about(session, bar.scope(), bar.id()).stream()
                .filter(row -> row.automatic()
                        && row.origin() == bar.origin()
                        && row.attempt().equals(bar.attempt())
                        && row.cause().equals(bar.cause()))
                .findFirst();
        return before.isPresent() ? before.get() : BadHostTable.charge(session, bar, machineId);
    }

    /** What this attempt has in common with those on other hosts, if that is what failed. */
    public Optional<CommonCause> commonCause(AttemptKey attempt, Origin origin) {
        return commonCauses(origin, Set.of(attempt)).stream()
                .filter(cause -> cause.attempts().contains(attempt))
                .findFirst();
    }

    /** What any of these attempts have in common with those on other hosts, and perhaps what others of those days have. */
    public List<CommonCause> commonCauses(Origin origin, Collection<AttemptKey> attempts) {
        return database.recall("read what failed alike", session -> {
            List<Instant> moments = new ArrayList<>();
            for (AttemptKey attempt : attempts) moments.addAll(EvidenceTable.momentsOf(session, attempt));
            return Verdicts.causesNear(session, origin, moments);
        });
    }

    /**
     * Bars by hand; takes the place of an earlier bar by hand, and of an exemption. One of a machine holds although its
     * host is exempt.
     *
     * @param expires how long it holds; empty for good
     */
    public BadHost addManual(Scope scope, long id, String reason, Optional<Duration> expires) {
        Instant now = database.now();
        return database.write("bar " + scope.word() + " " + id, session -> {
            BadHostTable.deleteManual(session, scope, id);
            WhitelistTable.delete(session, scope, id);
            return Bars.manual(BadHostTable.insert(session, manual(scope, id, reason, now, expires.map(now::plus))));
        });
    }

    private static StoredBar manual(Scope scope, long id, String reason, Instant now, Optional<Instant> expiresAt) {
        return new StoredBar(
                0,
                scope,
                id,
                Optional.empty(),
                reason,
                "",
                Optional.<FailureClass>empty(),
                Optional.empty(),
                Source.MANUAL,
                Origin.REAL,
                scope == Scope.HOST ? id : 0,
                now,
                expiresAt,
                Optional.empty());
    }

    /**
     * Ends the bars of one machine or host. Strikes stay on record.
     *
     * @return whether any was in force
     */
    public boolean remove(Scope scope, long id) {
        Instant now = database.now();
        return database.write("remove the bar of " + scope.word() + " " + id, session -> {
            boolean any = BadHostTable.endManual(session, scope, id, now) > 0;
            List<StoredBar> record = BadHostTable.about(session, scope, id);
            for (Origin origin : Origin.values()) {
                for (Penalty penalty : Bars.penalties(session, record, origin)) {
                    if (!penalty.inForceAt(now)) continue;
                    BadHostTable.lift(session, Bars.rowIds(penalty), now);
                    any = true;
                }
            }
            return any;
        });
    }

    /**
     * Forgets every entry, strikes included; exemptions stay.
     *
     * @return how many entries were listed, expired ones included
     */
    public int clear(Optional<Scope> scope) {
        return database.write("clear the bad hosts", session -> {
            long listed = Bars.listed(session).stream()
                    .filter(entry -> scope.isEmpty() || scope.get() == entry.scope())
                    .count();
            BadHostTable.clear(session, scope);
            return (int) listed;
        });
    }

    /** Ends every bar, forgets the strikes, and bars no more until {@link #unwhitelist}. A host stands for its machines. */
    public void whitelist(Scope scope, long id, String reason) {
        Instant now = database.now();
        database.write("whitelist " + scope.word() + " " + id, session -> {
            BadHostTable.forgive(session, scope, id);
            return WhitelistTable.put(session, new Exemption(scope, id, reason, now));
        });
    }

    /** Tells whether it was whitelisted */
    public boolean unwhitelist(Scope scope, long id) {
        return database.write(
                "unwhitelist " + scope.word() + " " + id, session -> WhitelistTable.delete(session, scope, id) > 0);
    }

    /** Oldest first. */
    public List<Exemption> listWhitelist() {
        return database.read("read the whitelist", WhitelistTable::all);
    }

    /**
     * Keeps what is certain by now of who is to blame, so that whoever reads the bars looks at the latest days alone. After
     * an update there may be years of it: they are judged without keeping anybody from writing, and noted in short steps.
     */
    public void settle() {
        Map<Long, String> verdicts;
        do {
            Instant now = database.now();
            verdicts = database.read("read who is to blame", session -> Verdicts.due(session, now, Verdicts.MANY));
            if (!verdicts.isEmpty()) keep(verdicts);
        } while (verdicts.size() == Verdicts.MANY);
    }

    private void keep(Map<Long, String> verdicts) {
        database.write("note who is to blame", session -> {
            Verdicts.keep(session, verdicts);
            return true;
        });
    }

    /** Where nothing can be written down now, those who read find it out by themselves. */
    private void settleIfPossible() {
        try {
            settle();
        } catch (StoreException ignored) {
            // A file that may only be read is one such place; where reading fails too, it says so itself.
        }
    }

    /** What bars now in that market: its automatic entries and all manual ones. */
    public List<BadHost> active(Origin origin, Instant now) {
        if (origin == Origin.REAL) settleIfPossible();
        return database.read("read the bad hosts", Bars::listed).stream()
                .filter(entry -> entry.activeAt(now))
                .filter(entry -> entry.source() == Source.MANUAL || entry.origin() == origin)
                .toList();
    }

    /** The entries of both markets, oldest first; what was removed or withdrawn is not among them. */
    public List<BadHost> list(boolean includeExpired, Instant now) {
        settleIfPossible();
        return database.read("list the bad hosts", Bars::listed).stream()
                .filter(entry -> includeExpired || entry.activeAt(now))
                .toList();
    }

    /** Everything that is held for and against a machine, or a host and its machines. */
    public Dossier dossier(Scope scope, long id) {
        Instant now = database.now();
        return database.read(
                "read the record of " + scope.word() + " " + id, session -> Dossiers.of(session, scope, id, now));
    }

    /** The whole list, to carry it elsewhere; what was withdrawn is not in it. */
    public BlackList export() {
        return database.read("export the bad hosts", Merging::export);
    }

    /** Adds what is not here yet, all of it or nothing. */
    public BlackList.Merged merge(BlackList other) {
        return database.write("import the bad hosts", session -> Merging.into(session, other));
    }
}
