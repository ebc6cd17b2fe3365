package io.vastctl.memory.hosts;

import io.vastctl.blame.Charge;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists become one. Of two orders about the same machine or host, bars by hand and exemptions alike, the later counts;
 * failures are facts and add up, except against whoever is exempt; a bar that was ended in either list is ended.
 */
final class Merging {

    private final Session session;
    private int added;
    private int known;
    private int overruled;
    private int lifted;

    /** The later counts; of two at once the one that holds longer, so that it does not matter which is read first. */
    private static final Comparator<StoredBar> WEIGHT = Comparator.comparingLong(Merging::millis)
            .thenComparing(bar -> bar.expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE))
            .thenComparing(StoredBar::cause);

    private Merging(Session session) {
        this.session = session;
    }

    static BlackList export(Session session) throws SQLException {
        List<StoredBar> all = BadHostTable.all(session);
        Set<Long> standing = new HashSet<>();
        for (Origin origin : Origin.values()) {
            List<Charge> charges = all.stream()
                    .filter(bar -> bar.automatic() && bar.origin() == origin)
                    .map(StoredBar::charge)
                    .toList();
            Verdicts.standing(session, charges, origin).forEach(charge -> standing.add(charge.rowId()));
        }
        List<StoredBar> bars = all.stream()
                .filter(bar -> !bar.automatic() || standing.contains(bar.rowId()))
                .toList();
        return new BlackList(bars, WhitelistTable.all(session));
    }

    static BlackList.Merged into(Session session, BlackList other) throws SQLException {
        Merging merging = new Merging(session);
        for (Exemption exemption : other.whitelist()) merging.exempt(exemption);
        for (StoredBar bar : other.bars()) if (!bar.automatic()) merging.order(bar);
        for (StoredBar bar : other.bars()) if (bar.automatic()) merging.failure(bar);
        return new BlackList.Merged(merging.added, merging.known, merging.overruled, merging.lifted);
    }

    private void exempt(Exemption exemption) throws SQLException {
        Optional<Exemption> here = exemption(exemption.scope(), exemption.id());
        Optional<StoredBar> bar = byHand(exemption.scope(), exemption.id());
        if (here.isPresent()) known++;
        else if (bar.isPresent() && bar.get().createdAt().isAfter(exemption.createdAt())) overruled++;
        else {
            BadHostTable.forgive(session, exemption.scope(), exemption.id());
            WhitelistTable.put(session, exemption);
            added++;
        }
    }

    private void order(StoredBar bar) throws SQLException {
        Optional<StoredBar> here = byHand(bar.scope(), bar.id());
        Optional<Instant> exempt = exemption(bar.scope(), bar.id()).map(Exemption::createdAt);
        if (exempt.isPresent() && !exempt.get().isBefore(bar.createdAt())) overruled++;
        else if (here.isPresent() && WEIGHT.compare(here.get(), bar) == 0) known++;
        else if (here.isPresent() && WEIGHT.compare(here.get(), bar) > 0) overruled++;
        else {
            BadHostTable.deleteManual(session, bar.scope(), bar.id());
            WhitelistTable.delete(session, bar.scope(), bar.id());
            BadHostTable.insert(session, bar);
            added++;
        }
    }

    private void failure(StoredBar bar) throws SQLException {
        Optional<StoredBar> here = BadHostTable.about(session, bar.scope(), bar.id()).stream()
                .filter(bar::sameFailure)
                .findFirst();
        if (here.isPresent()) again(here.get(), bar.liftedAt());
        else if (WhitelistTable.holds(session, bar.id(), bar.hostId())) overruled++;
        else {
            BadHostTable.insert(session, bar);
            added++;
        }
    }

    /** A known failure whose bar somebody ended elsewhere, or ended earlier there, is lifted here too. */
    private void again(StoredBar here, Optional<Instant> there) throws SQLException {
        boolean news = there.isPresent()
                && here.liftedAt().filter(at -> !at.isAfter(there.get())).isEmpty();
        if (news) {
            BadHostTable.lift(session, List.of(here.rowId()), there.get());
            lifted++;
        } else known++;
    }

    private Optional<StoredBar> byHand(Scope scope, long id) throws SQLException {
        return BadHostTable.about(session, scope, id).stream()
                .filter(bar -> !bar.automatic())
                .findFirst();
    }

    private Optional<Exemption> exemption(Scope scope, long id) throws SQLException {
        return WhitelistTable.all(session).stream()
                .filter(exemption -> exemption.scope() == scope && exemption.id() == id)
                .findFirst();
    }

    private static long millis(StoredBar bar) {
        return bar.createdAt().toEpochMilli();
    }
}
