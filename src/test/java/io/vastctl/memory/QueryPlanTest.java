package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.outcome.Phase;
import io.vastctl.time.FakeTime;
import io.vastctl.workload.WorkloadVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command reads a table from end to end that grows with every run. */
final class QueryPlanTest {

    /** In the order of an index, from one end, until there are enough: that is no scan of all. */
    private static final Set<String> IN_ORDER_UP_TO_A_LIMIT =
            Set.of("test, offers: what ranking knows", "runs list", "test: note a run of one attempt that failed");

    private static final EveryQuestion.Subject KNOWN = new EveryQuestion.Subject(
            "run-1", "vastctl-1", 22, 33, "owner", "plan", new WorkloadVersion("tiny", "maker/image:1", "model"));

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();

    @Test
    void onAFileEveryQuestionFindsItsRowsByAnIndex() throws SQLException {
        Path path = folder.resolve("vastctl.db");
        Database.open(path, time).close();
        assertThat(scans(new SqliteFile(path), "jdbc:sqlite:" + path, QueryPlans::sqliteScans))
                .isEmpty();
    }

    @Test
    void onAServerEveryQuestionCanFindItsRowsByAnIndex() throws SQLException {
        String url = EmbeddedServer.withTables();
        assertThat(scans(new PostgresServer(url, Map.of()), url, QueryPlans::postgresScans))
                .isEmpty();
    }

    @Test
    void aQuestionWithoutAnIndexIsNoticedOnBoth() throws SQLException {
        String sql = "SELECT a.machine_id FROM attempts a WHERE a.gpu_name = ?";
        RecordedSql.Asked asked = new RecordedSql.Asked(sql, List.of("RTX 4090"));
        Path path = folder.resolve("vastctl.db");
        Database.open(path, time).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            assertThat(QueryPlans.sqliteScans(connection, asked)).isNotEmpty();
        }
        try (Connection connection = DriverManager.getConnection(EmbeddedServer.withTables())) {
            assertThat(QueryPlans.postgresScans(connection, asked)).isNotEmpty();
        }
    }

    @Test
    void everyExceptionIsAQuestionThatIsAsked() {
        try (Database database = Database.inMemory(time)) {
            List<String> names = new EveryQuestion(database, time.instant(), KNOWN)
                    .all().stream().map(EveryQuestion.Question::name).toList();
            assertThat(names).containsAll(IN_ORDER_UP_TO_A_LIMIT);
        }
    }

    @FunctionalInterface
    private interface Look {
        List<String> at(Connection connection, RecordedSql.Asked asked) throws SQLException;
    }

    private List<String> scans(Engine engine, String url, Look look) throws SQLException {
        RecordedSql recorded = new RecordedSql(engine);
        List<String> found = new ArrayList<>();
        try (Database database = Database.on(recorded, time, () -> false);
                Connection connection = DriverManager.getConnection(url)) {
            EveryQuestion questions = new EveryQuestion(database, time.instant(), KNOWN);
            past(database);
            recorded.drain();
            for (EveryQuestion.Question question : questions.all()) {
                question.asking().run();
                List<RecordedSql.Asked> all = recorded.drain();
                assertThat(all).as(question.name()).isNotEmpty();
                Predicate<String> allowed =
                        line -> IN_ORDER_UP_TO_A_LIMIT.contains(question.name()) && line.contains("in order");
                for (RecordedSql.Asked asked : all)
                    look.at(connection, asked).stream()
                            .filter(allowed.negate())
                            .forEach(line -> found.add(question.name() + ": " + line + "\n  "
                                    + asked.sql().replaceAll("\\s+", " ")));
            }
        }
        return found;
    }

    /** Something to say for every question. */
    private void past(Database database) {
        RunHistory history = new RunHistory(database);
        PastStarts.record(history, Origin.REAL, KNOWN.of(), 2, time.instant(), Map.of(Phase.SSH, 9));
        history.begin(new RunStart(
                KNOWN.runId(),
                "test",
                "balanced",
                KNOWN.of().name(),
                KNOWN.of().image(),
                KNOWN.of().model(),
                Origin.REAL,
                time.instant(),
                "{}"));
        new Owners(database, time).register(KNOWN.owner(), new Liveness("", pid -> Optional.empty()), 1, "test");
        new EveryQuestion(database, time.instant(), KNOWN)
                .all()
                .forEach(question -> question.asking().run());
    }
}
