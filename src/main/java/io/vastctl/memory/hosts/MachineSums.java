package io.vastctl.memory.hosts;

import io.vastctl.memory.AttemptSums;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the kept sums say of machines: the same as {@link Trials} says of all their attempts. */
final class MachineSums {

    private static final String BLAME = "SELECT machine_id, SUM(failures) AS failures, MAX(last_at_ms) AS last_at_ms"
            + " FROM blame_sums WHERE origin = ?";

    private MachineSums() {}

    /** Adds what is not in the sums yet. */
    static void bringUpToDate(Database database) {
        AttemptSums.bringUpToDate(database, AttemptSums.PAGE);
        BlameDays.bringUpToDate(database);
    }

    /** Every machine of that market, the latest first. */
    static List<MachineSummary> all(Session session, Origin origin) throws SQLException {
        return summaries(session, origin, "");
    }

    /** Empty if it was never tried there. */
    static Optional<MachineSummary> machine(Session session, Origin origin, long machineId) throws SQLException {
        return summaries(session, origin, " AND machine_id = ?", machineId).stream()
                .findFirst();
    }

    /** The machines of that host, as far as they were tried as its own; the latest first. */
    static List<MachineSummary> ofHost(Session session, Origin origin, long hostId) throws SQLException {
        return summaries(session, origin, " AND host_id = ?", hostId);
    }

    /** All of them together, of which there is one at least; machine and GPU are those of the latest attempt. */
    static MachineSummary hostTotal(Session session, Origin origin, long hostId) throws SQLException {
        Parts all = new Parts(new ArrayList<>());
        rows(session, origin, " AND host_id = ?", hostId).forEach(all::add);
        Tally blame = Tally.NONE;
        for (Tally one : blame(session, origin, " AND host_id = ?", hostId).values()) blame = blame.plus(one);
        return all.summary(origin, blame);
    }

    private static List<MachineSummary> summaries(Session session, Origin origin, String condition, Object... values)
            throws SQLException {
        Map<Long, Parts> machines = new LinkedHashMap<>();
        for (Part part : rows(session, origin, condition, values))
            machines.computeIfAbsent(part.machineId(), id -> new Parts(new ArrayList<>()))
                    .add(part);
        Map<Long, Tally> blame = blame(session, origin, condition, values);
        return machines.entrySet().stream()
                .map(entry -> entry.getValue().summary(origin, blame.getOrDefault(entry.getKey(), Tally.NONE)))
                .sorted(Comparator.comparing(MachineSummary::lastSeen)
                        .reversed()
                        .thenComparingLong(MachineSummary::machineId))
                .toList();
    }

    private static Object[] with(Origin origin, Object... values) {
        List<Object> all = new ArrayList<>(List.of(origin));
        all.addAll(List.of(values));
        return all.toArray();
    }

    private static Map<Long, Tally> blame(Session session, Origin origin, String condition, Object... values)
            throws SQLException {
        Map<Long, Tally> blame = new HashMap<>();
        session.list(BLAME + condition + " GROUP BY machine_id", MachineSums::blamed, with(origin, values))
                .forEach(one -> blame.put(one.machineId(), one.tally()));
        return blame;
    }

    private record Blamed(long machineId, Tally tally) {}

    private static Blamed blamed(Row row) throws SQLException {
        return new Blamed(
                row.number("machine_id"),
                new Tally(0, row.integer("failures"), Optional.empty(), row.optionalInstant("last_at_ms")));
    }

    private static List<Part> rows(Session session, Origin origin, String condition, Object... values)
            throws SQLException {
        return session.list(
                "SELECT * FROM machine_sums WHERE origin = ?" + condition, MachineSums::part, with(origin, values));
    }

    /** One machine as it was called by one host and with one kind of card. */
    private record Part(
            long machineId,
            long hostId,
            String gpuName,
            int attempts,
            Tally successes,
            double costDollars,
            double wastedDollars,
            Mean download,
            Mean firstToken,
            Mean tokens,
            Instant lastAt,
            long lastAttemptId) {}

    /** Of a number of measurements. */
    private record Mean(double sum, long count) {

        Mean plus(Mean other) {
            return new Mean(sum + other.sum, count + other.count);
        }

        OptionalDouble value() {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
        }
    }

    private static Part part(Row row) throws SQLException {
        return new Part(
                row.number("machine_id"),
                row.number("host_id"),
                row.text("gpu_name"),
                row.integer("attempts"),
                new Tally(row.integer("successes"), 0, row.optionalInstant("last_success_ms"), Optional.empty()),
                row.decimal("cost_dollars"),
                row.decimal("wasted_dollars"),
                new Mean(row.decimal("download_sum"), row.number("download_count")),
                new Mean(row.decimal("first_token_sum"), row.number("first_token_count")),
                new Mean(row.decimal("tokens_sum"), row.number("tokens_count")),
                row.instant("last_at_ms"),
                row.number("last_attempt_id"));
    }

    /** What is one machine, or one host. */
    private record Parts(List<Part> parts) {

        void add(Part part) {
            parts.add(part);
        }

        MachineSummary summary(Origin origin, Tally blame) {
            Part last = parts.stream()
                    .max(Comparator.comparing(Part::lastAt).thenComparingLong(Part::lastAttemptId))
                    .orElseThrow();
            Tally tally = blame;
            Mean download = new Mean(0, 0);
            Mean firstToken = new Mean(0, 0);
            Mean tokens = new Mean(0, 0);
            for (Part part : parts) {
                tally = tally.plus(part.successes());
                download = download.plus(part.download());
                firstToken = firstToken.plus(part.firstToken());
                tokens = tokens.plus(part.tokens());
            }
            return new MachineSummary(
                    last.machineId(),
                    last.hostId(),
                    last.gpuName(),
                    origin,
                    parts.stream().mapToInt(Part::attempts).sum(),
                    tally,
                    new Measured(download.value(), firstToken.value(), tokens.value()),
                    parts.stream().mapToDouble(Part::costDollars).sum(),
                    parts.stream().mapToDouble(Part::wastedDollars).sum(),
                    last.lastAt());
        }
    }
}
