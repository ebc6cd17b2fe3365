package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Charge;
import io.vastctl.blame.Penalties;
import io.vastctl.blame.Penalty;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** From stored rows to bars: what was withdrawn is left out, strikes and expiry are computed. */
final class Bars {

    private Bars() {}

    /** Of both markets, oldest first; lifted ones are not among them. */
    static List<BadHost> listed(Session session) throws SQLException {
        List<StoredBar> rows = BadHostTable.all(session);
        List<BadHost> bars = new ArrayList<>(
                rows.stream().filter(row -> !row.automatic()).map(Bars::manual).toList());
        for (Origin origin : Origin.values()) {
            penalties(session, rows, origin).stream()
                    .filter(penalty -> penalty.liftedAt().isEmpty())
                    .forEach(penalty -> bars.add(automatic(penalty, origin)));
        }
        bars.sort(Comparator.comparing(BadHost::createdAt).thenComparingLong(BadHost::rowId));
        return bars;
    }

    /** Of that market, out of these rows; lifted ones included. */
    static List<Penalty> penalties(Session session, List<StoredBar> rows, Origin origin) throws SQLException {
        List<Charge> charges = rows.stream()
                .filter(row -> row.automatic() && row.origin() == origin)
                .map(StoredBar::charge)
                .toList();
        if (charges.isEmpty()) return List.of();
        return Penalties.of(Verdicts.standing(session, charges, origin));
    }

    static List<Long> rowIds(Penalty penalty) {
        return penalty.charges().stream().map(Charge::rowId).toList();
    }

    static BadHost automatic(Penalty penalty, Origin origin) {
        Charge latest = penalty.latest();
        return new BadHost(
                latest.rowId(),
                Scope.MACHINE,
                latest.accused().machineId(),
                latest.accused().workload(),
                latest.cause(),
                Optional.of(latest.evidence()).filter(text -> !text.isEmpty()),
                latest.attempt().map(AttemptKey::runId),
                number(latest.attempt()),
                Source.AUTOMATIC,
                origin,
                latest.hostId(),
                penalty.strike(),
                latest.at(),
                penalty.expiresAt());
    }

    static BadHost manual(StoredBar row) {
        return new BadHost(
                row.rowId(),
                row.scope(),
                row.id(),
                row.workload(),
                row.cause(),
                Stream.of(row.evidence()).filter(text -> !text.isEmpty()).findFirst(),
                row.attempt().map(AttemptKey::runId),
                number(row.attempt()),
                Source.MANUAL,
                row.origin(),
                row.hostId(),
                0,
                row.createdAt(),
                row.expiresAt());
    }

    private static OptionalInt number(Optional<AttemptKey> attempt) {
        return attempt.map(key -> OptionalInt.of(key.number())).orElseGet(OptionalInt::empty);
    }
}
