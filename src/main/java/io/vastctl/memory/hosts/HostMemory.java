package io.vastctl.memory.hosts;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.memory.AttemptRow;
import io.vastctl.memory.AttemptTable;
import io.vastctl.memory.CountedAttempt;
import io.vastctl.memory.Database;
import io.vastctl.memory.Origin;
import io.vastctl.memory.Row;
import io.vastctl.memory.Session;
import io.vastctl.memory.StartTimes;
import io.vastctl.memory.StoreException;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.Phase;
import io.vastctl.workload.WorkloadVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the recorded attempts say about machines and hosts; computed anew at each reading. */
public final class HostMemory {

    private static final int SHOWN_ATTEMPTS = 100;

    /** So many of the latest attempts make up what ranking knows of machines, hosts and the market. */
    static final int LATEST = 50_000;

    private static final String TRIALS = """
            SELECT a.run_id, a.number, a.machine_id, a.host_id, a.gpu_name, a.outcome, a.finished_at_ms, a.cost_dollars,
              a.download_mbps, a.first_token_seconds, a.tokens_per_second,
              e.failure_class, e.signature, e.phase, '' AS excerpt
            FROM attempts a JOIN runs r ON r.run_id = a.run_id LEFT JOIN evidence e ON e.attempt_id = a.attempt_id
            WHERE r.origin = ? AND (a.outcome <> 'offer_gone' OR a.cost_dollars > 0)""";

    private static final String NEWEST_FIRST = " ORDER BY a.finished_at_ms DESC, a.attempt_id DESC";

    /**
     * A page of attempts of all markets, newest first. Only an index can give it, whatever the planner knows: given a
     * condition on runs as well, PostgreSQL may join and sort the whole past, where it has no statistics yet.
     */
    private static final String PAGE = """
            SELECT a.attempt_id, a.run_id, a.number, a.machine_id, a.host_id, a.gpu_name, a.outcome, a.finished_at_ms,
              a.cost_dollars, a.download_mbps, a.first_token_seconds, a.tokens_per_second,
              (SELECT r.origin FROM runs r WHERE r.run_id = a.run_id) AS origin,""" + " " + EvidenceTable.LOOKED_UP + """

            FROM (SELECT * FROM attempts t WHERE (t.finished_at_ms, t.attempt_id) < (?, ?)
                ORDER BY t.finished_at_ms DESC, t.attempt_id DESC LIMIT ?) AS a""" + NEWEST_FIRST;

    private static final int ON_A_PAGE = 10_000;

    /** So many attempts fit into memory at once. */
    private static final long MOST_ANEW = 200_000;

    private final Database database;

    public HostMemory(Database database) {
        this.database = database;
    }

    /**
     * What the latest attempts of one market say of it.
     *
     * @param now becomes {@link MarketMemory#asOf()}
     */
    public MarketMemory snapshot(Origin origin, Instant now) {
        return database.read("read what is known of machines", session -> {
            Trials trials = new Trials(latest(session, origin));
            return new MarketMemory(
                    origin,
                    now,
                    trials.tallies(Trial::machineId),
                    trials.tallies(Trial::hostId),
                    trials.market(),
                    trials.measured());
        });
    }

    /** By phase, how long it typically lasts with that workload: the median of the latest attempts that succeeded. */
    public Map<Phase, Duration> typicalPhases(Origin origin, WorkloadVersion workload) {
        Map<Phase, Duration> medians = new TreeMap<>();
        database.read("read how long starts take", session -> StartTimes.ascending(session, origin, workload))
                .forEach((phase, ascending) -> medians.put(phase, median(ascending)));
        return medians;
    }

    /**
     * By machine, how often that workload failed there without a fault of the machine's own: it did not suit
     * the card, it stalled, or nobody knows why. What would have failed on any machine is left out.
     */
    public Map<Long, Integer> disappointments(Origin origin, WorkloadVersion workload) {
        return database.read("read what disappointed", session -> Disappointments.count(session, origin, workload));
    }

    /** The latest attempts that count for or against a machine, with their times; oldest first. */
    public List<CountedAttempt> counted(Origin origin) {
        return database.read(
                "read what counts for and against machines",
                session -> latest(session, origin).stream()
                        .filter(trial -> trial.success() || trial.infraFailure())
                        .map(trial -> new CountedAttempt(
                                trial.machineId(), trial.hostId(), trial.success(), trial.finishedAt()))
                        .toList());
    }

    /** The attempts of {@link #disappointments} by machine, each with the time of its end. */
    public Map<Long, List<Instant>> disappointmentTimes(Origin origin, WorkloadVersion workload) {
        return database.read("read what disappointed", session -> Disappointments.times(session, origin, workload));
    }

    /** Every machine that was ever tried, the latest first. */
    public List<MachineSummary> list(Origin origin) {
        return summedUp(
                "list the machines",
                session -> MachineSums.all(session, origin),
                session -> new Trials(trials(session, origin, "")).summaries(origin));
    }

    /** Where nothing can be written, and so no sum kept, it is found anew. */
    private <T> T summedUp(String what, Database.Work<T> sums, Database.Work<T> anew) {
        try {
            MachineSums.bringUpToDate(database);
        } catch (StoreException e) {
            if (database.read(what, HostMemory::last) > MOST_ANEW) throw e;
            return database.read(what, anew);
        }
        return database.read(what, sums);
    }

    private static long last(Session session) throws SQLException {
        return session.first(
                        "SELECT attempt_id FROM attempts ORDER BY attempt_id DESC LIMIT 1",
                        row -> row.number("attempt_id"))
                .orElse(0L);
    }

    /** The same as {@link #list}, of all attempts read at once. */
    public List<MachineSummary> listAnew(Origin origin) {
        return database.read("list the machines", session -> new Trials(trials(session, origin, "")).summaries(origin));
    }

    /** What the real market showed of a machine or, if it was never tried there, a simulated one. */
    public Optional<MachineDetail> show(long machineId) {
        return show(machineId, Origin.REAL).or(() -> show(machineId, Origin.SIMULATED));
    }

    /** Empty if the machine was never tried in that market. */
    public Optional<MachineDetail> show(long machineId, Origin origin) {
        if (machineId == 0) return Optional.empty();
        Optional<MachineSummary> summary = summedUp(
                "read machine " + machineId, session -> MachineSums.machine(session, origin, machineId), session -> {
                    Trials trials = new Trials(trials(session, origin, " AND a.machine_id = ?", machineId));
                    return trials.all().isEmpty() ? Optional.empty() : Optional.of(trials.summary(origin));
                });
        return summary.map(found -> database.read(
                "read machine " + machineId,
                session ->
                        new MachineDetail(found, AttemptTable.ofMachine(session, machineId, origin, SHOWN_ATTEMPTS))));
    }

    /** What the real market showed of a host's machines or, if none was tried there, a simulated one. */
    public Optional<HostDetail> showHost(long hostId) {
        return showHost(hostId, Origin.REAL).or(() -> showHost(hostId, Origin.SIMULATED));
    }

    private Optional<HostDetail> showHost(long hostId, Origin origin) {
        return summedUp(
                "read host " + hostId,
                session -> hostSummedUp(session, hostId, origin),
                session -> hostAnew(session, hostId, origin));
    }

    /** The same as {@link #showHost}, of all its attempts read at once. */
    public Optional<HostDetail> showHostAnew(long hostId) {
        return database.read("read host " + hostId, session -> {
            Optional<HostDetail> real = hostAnew(session, hostId, Origin.REAL);
            return real.isPresent() ? real : hostAnew(session, hostId, Origin.SIMULATED);
        });
    }

    private static Optional<HostDetail> hostAnew(Session session, long hostId, Origin origin) throws SQLException {
        Trials trials = new Trials(trials(session, origin, " AND a.host_id = ? AND a.machine_id <> 0", hostId));
        if (trials.all().isEmpty()) return Optional.empty();
        return Optional.of(new HostDetail(
                trials.summary(origin),
                trials.summaries(origin),
                AttemptTable.ofHost(session, hostId, origin, SHOWN_ATTEMPTS)));
    }

    private static Optional<HostDetail> hostSummedUp(Session session, long hostId, Origin origin) throws SQLException {
        List<MachineSummary> machines = MachineSums.ofHost(session, origin, hostId);
        if (machines.isEmpty()) return Optional.empty();
        return Optional.of(new HostDetail(
                MachineSums.hostTotal(session, origin, hostId),
                machines,
                AttemptTable.ofHost(session, hostId, origin, SHOWN_ATTEMPTS)));
    }

    private static List<Trial> latest(Session session, Origin origin) throws SQLException {
        List<Found> found = new ArrayList<>();
        OptionalLong at = OptionalLong.of(Long.MAX_VALUE);
        long before = Long.MAX_VALUE;
        while (at.isPresent() && found.size() < LATEST) {
            List<Newer> page = session.list(PAGE, HostMemory::newer, at.getAsLong(), before, ON_A_PAGE);
            page.stream()
                    .filter(row -> row.origin().equals(origin.name()) && row.counts())
                    .limit(LATEST - found.size())
                    .forEach(row -> found.add(row.found()));
            at = OptionalLong.empty();
            if (page.size() == ON_A_PAGE) {
                Newer oldest = page.get(page.size() - 1);
                at = OptionalLong.of(oldest.found().trial().finishedAt().toEpochMilli());
                before = oldest.attemptId();
            }
        }
        Collections.reverse(found);
        return judged(session, found, origin);
    }

    /** A row of a page. */
    private record Newer(long attemptId, String origin, Found found) {

        /** As in {@link #TRIALS}. */
        boolean counts() {
            return found.trial().counted() || found.trial().costDollars() > 0;
        }
    }

    private static Newer newer(Row row) throws SQLException {
        return new Newer(row.number("attempt_id"), row.optionalText("origin").orElse(""), found(row));
    }

    private static List<Trial> trials(Session session, Origin origin, String condition, Object... values)
            throws SQLException {
        Object[] all = Stream.concat(Stream.of(origin), Stream.of(values)).toArray();
        String sql = TRIALS + condition + " ORDER BY a.finished_at_ms, a.attempt_id";
        return judged(session, session.list(sql, HostMemory::found, all), origin);
    }

    /** @param failure as it was, before it is known whether several hosts failed alike */
    private record Found(AttemptKey attempt, Optional<Failure> failure, Trial trial) {

        Trial judged(Set<AttemptKey> withdrawn) {
            return withdrawn.contains(attempt) ? trial.withoutBlame() : trial;
        }
    }

    private static List<Trial> judged(Session session, List<Found> found, Origin origin) throws SQLException {
        List<Instant> doubtful = found.stream()
                .filter(one -> one.failure().filter(CommonCause::mayShow).isPresent())
                .map(one -> one.trial().finishedAt())
                .toList();
        Set<AttemptKey> withdrawn = Verdicts.attempts(Verdicts.causesNear(session, origin, doubtful));
        return found.stream().map(one -> one.judged(withdrawn)).toList();
    }

    private static Found found(Row row) throws SQLException {
        boolean success = row.text("outcome").equals(AttemptRow.READY);
        Optional<Failure> failure = AttemptTable.failure(row);
        Trial trial = new Trial(
                row.number("machine_id"),
                row.number("host_id"),
                row.text("gpu_name"),
                !row.text("outcome").equals("offer_gone"),
                success,
                !success && failure.filter(one -> one.blames() == Blame.MACHINE).isPresent(),
                row.instant("finished_at_ms"),
                row.decimal("cost_dollars"),
                new Measured(
                        row.optionalDecimal("download_mbps"),
                        row.optionalDecimal("first_token_seconds"),
                        row.optionalDecimal("tokens_per_second")));
        return new Found(new AttemptKey(row.text("run_id"), row.integer("number")), failure, trial);
    }

    private static Duration median(List<Duration> ascending) {
        int middle = ascending.size() / 2;
        if (ascending.size() % 2 == 1) return ascending.get(middle);
        return ascending.get(middle - 1).plus(ascending.get(middle)).dividedBy(2);
    }

    /**
     * One attempt as far as it says something about a machine.
     *
     * @param counted whether it is shown as an attempt; an offer that was gone is none, and yet may have cost money
     */
    record Trial(
            long machineId,
            long hostId,
            String gpuName,
            boolean counted,
            boolean success,
            boolean infraFailure,
            Instant finishedAt,
            double costDollars,
            Measured measured) {

        Trial withoutBlame() {
            return new Trial(machineId, hostId, gpuName, counted, success, false, finishedAt, costDollars, measured);
        }

        OptionalDouble downloadMbps() {
            return measured.downloadMbps();
        }

        OptionalDouble firstTokenSeconds() {
            return measured.firstTokenSeconds();
        }

        OptionalDouble tokensPerSecond() {
            return measured.tokensPerSecond();
        }
    }
}
