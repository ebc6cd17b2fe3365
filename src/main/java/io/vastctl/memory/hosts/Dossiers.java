package io.vastctl.memory.hosts;

import io.vastctl.blame.Charge;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Penalties;
import io.vastctl.blame.Penalty;
import io.vastctl.memory.AttemptTable;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Puts a {@link Dossier} together. */
final class Dossiers {

    private Dossiers() {}

    static Dossier of(Session session, Scope scope, long id, Instant now) throws SQLException {
        List<StoredBar> rows = BadHostTable.concerning(session, scope, id);
        List<Dossier.Held> held = new ArrayList<>();
        List<Dossier.Dropped> dropped = new ArrayList<>();
        for (Origin origin : Origin.values()) sort(session, rows, origin, now, held, dropped);
        return new Dossier(
                scope,
                id,
                WhitelistTable.all(session).stream()
                        .filter(exemption -> exemption.scope() == scope && exemption.id() == id)
                        .findFirst(),
                rows.stream().filter(row -> !row.automatic()).map(Bars::manual).toList(),
                held,
                dropped,
                scope == Scope.MACHINE ? host(session, hostOf(session, id, rows), now) : Optional.empty());
    }

    private static Optional<Dossier> host(Session session, OptionalLong hostId, Instant now) throws SQLException {
        return hostId.isPresent() ? Optional.of(of(session, Scope.HOST, hostId.getAsLong(), now)) : Optional.empty();
    }

    /** Whose it was at the latest attempt or failure that knew. */
    private static OptionalLong hostOf(Session session, long machineId, List<StoredBar> rows) throws SQLException {
        OptionalLong tried = AttemptTable.hostOf(session, machineId);
        if (tried.isPresent()) return tried;
        return rows.stream()
                .filter(row -> row.hostId() > 0)
                .max(Comparator.comparing(StoredBar::createdAt))
                .map(row -> OptionalLong.of(row.hostId()))
                .orElseGet(OptionalLong::empty);
    }

    private static void sort(
            Session session,
            List<StoredBar> rows,
            Origin origin,
            Instant now,
            List<Dossier.Held> held,
            List<Dossier.Dropped> dropped)
            throws SQLException {
        List<CommonCause> causes = Verdicts.causesNear(
                session,
                origin,
                Verdicts.unsettled(session, rows).stream()
                        .filter(row -> row.automatic() && row.origin() == origin)
                        .map(StoredBar::createdAt)
                        .toList());
        List<Charge> counting = new ArrayList<>();
        for (StoredBar row : rows) {
            if (!row.automatic() || row.origin() != origin) continue;
            Charge charge = row.charge();
            Optional<CommonCause> cause = causes.stream()
                    .filter(common ->
                            charge.attempt().filter(common.attempts()::contains).isPresent())
                    .findFirst();
            if (cause.isPresent()) dropped.add(new Dossier.Dropped(origin, charge, cause.get()));
            else counting.add(charge);
        }
        List<Penalty> penalties = Penalties.of(counting);
        // A bar without a strike in between ends no parole.
        Map<Charge.Accused, Penalty> last = new HashMap<>();
        Set<Charge.Accused> barred = new HashSet<>();
        for (Penalty penalty : penalties) {
            if (penalty.strike() > 0) last.put(penalty.latest().accused(), penalty);
            if (penalty.inForceAt(now)) barred.add(penalty.latest().accused());
        }
        for (Penalty penalty : penalties) {
            Charge.Accused accused = penalty.latest().accused();
            boolean parole = penalty.equals(last.get(accused))
                    && !barred.contains(accused)
                    && penalty.onParoleAt(now, AttemptTable.lastSuccess(session, accused.machineId(), origin));
            held.add(new Dossier.Held(origin, penalty, parole));
        }
    }
}
