package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.blame.AttemptKey;
import io.vastctl.blame.Evidence;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.Verdicts;
import io.vastctl.outcome.Failure;
import io.vastctl.outcome.FailureClass;
import io.vastctl.outcome.Phase;
import io.vastctl.outcome.PhaseTime;
import io.vastctl.provision.StoredExperience;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.WorkloadVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a ranking asks of the database does not grow with the machines, and what is long past is judged once. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class RankingQueriesTest {

    private static final WorkloadVersion WORK = new WorkloadVersion("tiny", "maker/image:1", "model");
    private static final Failure BROKEN = new Failure(FailureClass.INFRA_FATAL, "ssh-refused", Phase.SSH, "refused");

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private RecordedSql recorded;
    private String url;

    @BeforeEach
    void record() {
        Path place = folder.resolve("vastctl.db");
        engine.open(place, time).close();
        String address = engine.address(place);
        boolean server = engine == TestEngine.POSTGRESQL;
        url = server ? address : "jdbc:sqlite:" + address;
        recorded =
                new RecordedSql(server ? new PostgresServer(address, Map.of()).withoutTime() : new SqliteFile(place));
    }

    @Test
    void aRankingAsksAsOftenForManyMachinesAsForOne() {
        try (Database database = Database.on(recorded, time, () -> false)) {
            fail(database, 1, 1);
            int few = questionsOfARanking(database);
            fail(database, 2, 60);

            assertThat(few).isPositive();
            assertThat(questionsOfARanking(database)).isEqualTo(few);
        }
    }

    @Test
    void whatIsLongPastIsJudgedByTheFirstRankingOnly() throws SQLException {
        try (Database database = Database.on(recorded, time, () -> false)) {
            fillWithCharges(3 * Verdicts.MANY / 2);
            time.pass(Duration.ofDays(20));

            int unjudged = questionsOfARanking(database);
            int judged = questionsOfARanking(database);

            assertThat(number("SELECT COUNT(*) FROM bad_hosts WHERE verdict IS NULL"))
                    .isZero();
            assertThat(unjudged).isGreaterThan(judged);
            assertThat(judged).isLessThan(12);
            assertThat(new BadHosts(database).list(true, time.instant())).hasSize(3 * Verdicts.MANY / 2);
        }
    }

    @Test
    void whoReadsWhileNothingCanBeWrittenFindsTheSame() throws SQLException {
        try (Database database = Database.on(recorded, time, () -> false)) {
            fail(database, 1, 3);
            time.pass(Duration.ofDays(20));
            unsettle();
            refuseVerdicts();

            assertThat(new BadHosts(database).list(true, time.instant())).hasSize(3);
            assertThat(number("SELECT COUNT(*) FROM bad_hosts WHERE verdict IS NULL"))
                    .isEqualTo(3);
        }
    }

    /** Failures of those machines, one second after the other, each held against its machine. */
    private void fail(Database database, long firstMachine, long lastMachine) {
        RunHistory history = new RunHistory(database);
        BadHosts badHosts = new BadHosts(database);
        for (long machine = firstMachine; machine <= lastMachine; machine++) {
            String run = "run-" + machine;
            history.begin(new RunStart(
                    run,
                    "test",
                    "balanced",
                    WORK.name(),
                    WORK.image(),
                    WORK.model(),
                    Origin.REAL,
                    time.instant(),
                    "{}"));
            history.attempt(attempt(run, machine));
            badHosts.charge(
                    new Evidence(
                            new AttemptKey(run, 1),
                            machine,
                            1,
                            WORK.name(),
                            WORK.image(),
                            Optional.of(BROKEN),
                            time.instant()),
                    Origin.REAL);
            time.pass(Duration.ofSeconds(1));
        }
    }

    private AttemptRow attempt(String run, long machine) {
        return new AttemptRow(
                run,
                1,
                7,
                machine,
                1,
                "RTX 4090",
                OptionalLong.of(9),
                0.3,
                time.instant().minusSeconds(300),
                time.instant(),
                "failed",
                Optional.of(BROKEN),
                List.of(new PhaseTime(Phase.SSH, Duration.ofSeconds(9))),
                0.03,
                "destroyed",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private int questionsOfARanking(Database database) {
        int before = recorded.executions();
        new StoredExperience(new HostMemory(database), new BadHosts(database), time).experience(Origin.REAL, WORK);
        return recorded.executions() - before;
    }

    /** Old failures of as many machines, as a file has them after an update from before verdicts were kept. */
    private void fillWithCharges(int count) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO bad_hosts (scope, scoped_id, cause, run_id, attempt, source, origin,"
                    + " host_id, strike, created_at_ms, failure_class) SELECT 'MACHINE', i, 'ssh-refused', 'run-' || i, 1,"
                    + " 'AUTOMATIC', 'REAL', 1, 0, " + time.instant().toEpochMilli() + " + i, 'INFRA_FATAL'"
                    + " FROM (WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < " + count
                    + ") SELECT i FROM r) AS numbers");
        }
    }

    /** As a file is after an update from before verdicts were kept. */
    private void unsettle() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE bad_hosts SET verdict = NULL");
        }
    }

    private void refuseVerdicts() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    engine == TestEngine.POSTGRESQL
                            ? "ALTER TABLE bad_hosts ADD CONSTRAINT undecided CHECK (verdict IS NULL)"
                            : "CREATE TRIGGER undecided BEFORE UPDATE OF verdict ON bad_hosts"
                                    + " BEGIN SELECT RAISE(ABORT, 'no'); END");
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
