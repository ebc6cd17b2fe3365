package io.vastctl.memory;

import io.vastctl.blame.Charge;
import io.vastctl.blame.CommonCause;
import io.vastctl.blame.Evidence;
import io.vastctl.blame.Penalties;
import io.vastctl.blame.Penalty;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a {@link Dossier} together. */
final class Dossiers {

    private Dossiers() {}

    static Dossier of(Session session, Scope scope, long id, Instant now) throws SQLException {
        List<StoredBar> rows = BadHostTable.all(session).stream()
                .filter(row -> concerns(row, scope, id))
                .toList();
        List<Dossier.Held> held = new ArrayList<>();
        List<Dossier.Dropped> dropped = new ArrayList<>();
        for (Origin origin : Origin.values()) sort(rows, origin, EvidenceTable.of(session, origin), now, held, dropped);
        return new Dossier(
                scope,
                id,
                WhitelistTable.all(session).stream()
                        .filter(exemption -> exemption.scope() == scope && exemption.id() == id)
                        .findFirst(),
                rows.stream().filter(row -> !row.automatic()).map(Bars::manual).toList(),
                held,
                dropped);
    }

    private static boolean concerns(StoredBar row, Scope scope, long id) {
        return (row.scope() == scope && row.id() == id) || (scope == Scope.HOST && row.hostId() == id);
    }

    private static void sort(
            List<StoredBar> rows,
            Origin origin,
            List<Evidence> known,
            Instant now,
            List<Dossier.Held> held,
            List<Dossier.Dropped> dropped) {
        List<CommonCause> causes = CommonCause.among(known);
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
        Map<Charge.Accused, Penalty> last = new HashMap<>();
        penalties.forEach(penalty -> last.put(penalty.latest().accused(), penalty));
        for (Penalty penalty : penalties) {
            Charge.Accused accused = penalty.latest().accused();
            boolean parole = penalty.equals(last.get(accused))
                    && penalty.onParoleAt(now, lastSuccess(known, accused.machineId()));
            held.add(new Dossier.Held(origin, penalty, parole));
        }
    }

    private static Optional<Instant> lastSuccess(List<Evidence> known, long machineId) {
        return known.stream()
                .filter(seen -> seen.machineId() == machineId && seen.failure().isEmpty())
                .map(Evidence::at)
                .max(Instant::compareTo);
    }
}
