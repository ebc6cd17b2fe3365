package io.vastctl.memory;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.CommonCause;
import io.vastctl.outcome.Blame;
import io.vastctl.outcome.Phase;
import io.vastctl.workload.WorkloadVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What the recorded attempts say about machines and hosts; computed anew at each reading. */
public final class HostMemory {

    private static final int SHOWN_ATTEMPTS = 100;

    private static final String TRIALS = """
            SELECT a.run_id, a.number, a.machine_id, a.host_id, a.gpu_name, a.outcome, a.finished_at_ms, a.cost_dollars,
              a.download_mbps, a.first_token_seconds, a.tokens_per_second, r.origin,
              e.failure_class, e.signature, e.phase, e.excerpt
            FROM attempts a JOIN runs r ON r.run_id = a.run_id LEFT JOIN evidence e ON e.attempt_id = a.attempt_id
            WHERE r.origin = ? AND (a.outcome <> 'offer_gone' OR a.cost_dollars > 0) ORDER BY a.finished_at_ms, a.attempt_id""";

    private static final String PHASES = """
            SELECT r.workload, r.image, r.model, p.phase, SUM(p.duration_ms) AS duration_ms
            FROM phases p JOIN attempts a ON a.attempt_id = p.attempt_id JOIN runs r ON r.run_id = a.run_id
            WHERE r.origin = ? AND a.outcome = ?
            GROUP BY r.workload, r.image, r.model, p.phase, p.attempt_id
            ORDER BY r.workload, r.image, r.model, p.phase, SUM(p.duration_ms)""";

    private final Database database;

    public HostMemory(Database database) {
        this.database = database;
    }

    /**
     * All that ranking needs to know of one market.
     *
     * @param now becomes {@link MarketMemory#asOf()}
     */
    public MarketMemory snapshot(Origin origin, Instant now) {
        return database.read("read what is known of machines", session -> {
            Trials trials = new Trials(trials(session, origin));
            return new MarketMemory(
                    origin,
                    now,
                    trials.tallies(Trial::machineId),
                    trials.tallies(Trial::hostId),
                    trials.market(),
                    phases(session, origin),
                    trials.measured());
        });
    }

    /**
     * By machine, how often that workload failed there without a fault of the machine's own: it did not suit
     * the card, it stalled, or nobody knows why. What would have failed on any machine is left out.
     */
    public Map<Long, Integer> disappointments(Origin origin, WorkloadVersion workload) {
        return database.read("read what disappointed", session -> Disappointments.count(session, origin, workload));
    }

    /** Every attempt that counts for or against a machine, with its time; oldest first. */
    public List<CountedAttempt> counted(Origin origin) {
        return database.read(
                "read what counts for and against machines",
                session -> trials(session, origin).stream()
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
        return database.read("list the machines", session -> new Trials(trials(session, origin)).summaries(origin));
    }

    /** What the real market showed of a machine or, if it was never tried there, a simulated one. */
    public Optional<MachineDetail> show(long machineId) {
        return show(machineId, Origin.REAL).or(() -> show(machineId, Origin.SIMULATED));
    }

    /** Empty if the machine was never tried in that market. */
    public Optional<MachineDetail> show(long machineId, Origin origin) {
        Optional<MachineSummary> summary = list(origin).stream()
                .filter(machine -> machine.machineId() == machineId)
                .findFirst();
        if (summary.isEmpty()) return Optional.empty();
        return database.read(
                "read machine " + machineId,
                session -> Optional.of(new MachineDetail(
                        summary.get(), AttemptTable.ofMachine(session, machineId, origin, SHOWN_ATTEMPTS))));
    }

    /** What the real market showed of a host's machines or, if none was tried there, a simulated one. */
    public Optional<HostDetail> showHost(long hostId) {
        return showHost(hostId, Origin.REAL).or(() -> showHost(hostId, Origin.SIMULATED));
    }

    private Optional<HostDetail> showHost(long hostId, Origin origin) {
        return database.read("read host " + hostId, session -> {
            Trials trials = new Trials(trials(session, origin).stream()
                    .filter(trial -> trial.hostId() == hostId && trial.machineId() != 0)
                    .toList());
            if (trials.all().isEmpty()) return Optional.empty();
            return Optional.of(new HostDetail(
                    trials.summary(origin),
                    trials.summaries(origin),
                    AttemptTable.ofHost(session, hostId, origin, SHOWN_ATTEMPTS)));
        });
    }

    private static List<Trial> trials(Session session, Origin origin) throws SQLException {
        Set<AttemptKey> withdrawn = CommonCause.withdrawn(EvidenceTable.of(session, origin));
        return session.list(TRIALS, row -> trial(row, withdrawn), origin);
    }

    /** @param withdrawn attempts that failed as several hosts did: they count against nobody */
    private static Trial trial(Row row, Set<AttemptKey> withdrawn) throws SQLException {
        boolean success = row.text("outcome").equals(AttemptRow.READY);
        boolean infraFailure = !success
                && !withdrawn.contains(new AttemptKey(row.text("run_id"), row.integer("number")))
                && AttemptTable.failure(row)
                        .filter(failure -> failure.blames() == Blame.MACHINE)
                        .isPresent();
        return new Trial(
                row.number("machine_id"),
                row.number("host_id"),
                row.text("gpu_name"),
                !row.text("outcome").equals("offer_gone"),
                success,
                infraFailure,
                row.instant("finished_at_ms"),
                row.decimal("cost_dollars"),
                new Measured(
                        row.optionalDecimal("download_mbps"),
                        row.optionalDecimal("first_token_seconds"),
                        row.optionalDecimal("tokens_per_second")));
    }

    private static List<PhaseStat> phases(Session session, Origin origin) throws SQLException {
        record Key(WorkloadVersion workload, Phase phase) {}
        Map<Key, List<Duration>> durations = new LinkedHashMap<>();
        session.list(
                PHASES,
                row -> durations
                        .computeIfAbsent(
                                new Key(
                                        new WorkloadVersion(row.text("workload"), row.text("image"), row.text("model")),
                                        row.constant(Phase.class, "phase")),
                                key -> new ArrayList<>())
                        .add(row.duration("duration_ms")),
                origin,
                AttemptRow.READY);
        return durations.entrySet().stream()
                .map(entry -> new PhaseStat(
                        entry.getKey().workload(),
                        entry.getKey().phase(),
                        median(entry.getValue()),
                        entry.getValue().size()))
                .toList();
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
