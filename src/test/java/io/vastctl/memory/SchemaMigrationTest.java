package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Journal.Entry;
import io.vastctl.memory.Journal.State;
import io.vastctl.memory.hosts.BadHost;
import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that the first version wrote. */
class SchemaMigrationTest {

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    @Test
    void nothingThatTheFirstVersionWroteIsLost() throws SQLException {
        Path file = firstVersion();

        try (Database database = Database.open(file, time)) {
            Journal journal = new Journal(database);
            assertThat(journal.open())
                    .extracting(Entry::label)
                    .containsExactly("created", "leaked", "unclear", "simulated");
            Entry created = journal.find("created").orElseThrow();
            assertThat(created.state()).isEqualTo(State.CREATED);
            assertThat(created.instanceId()).isEqualTo(OptionalLong.of(77));
            assertThat(created.intent().dollarsPerHour()).isEqualTo(0.31);
            assertThat(created.intent().market()).isEqualTo("real");
            assertThat(created.intent().purpose()).isEqualTo(Purpose.TEST);
            assertThat(created.ownerId()).isEqualTo(Journal.NOBODY);
            assertThat(created.spentAt()).isEqualTo(Instant.ofEpochMilli(1000));
            assertThat(journal.find("leaked").orElseThrow().state()).isEqualTo(State.LEAKED);
            assertThat(journal.find("unclear").orElseThrow().state()).isEqualTo(State.UNKNOWN);
            assertThat(journal.find("simulated").orElseThrow().intent().market())
                    .isEqualTo("simulated");
            assertThat(journal.closedSince(Instant.EPOCH))
                    .extracting(Entry::label)
                    .containsExactly("gone");
            assertThat(new StoredSettings(database).get("strictness")).contains("balanced");
            assertThat(new RunHistory(database).list(RunFilter.newest(10))).hasSize(1);
        }
    }

    @Test
    void theMigratedFileTakesEveryStepOfToday() throws SQLException {
        Path file = firstVersion();

        try (Database database = Database.open(file, time)) {
            new Owners(database, time).register("me", ThisHost.liveness(), 1, "test");
            Journal journal = new Journal(database, "me");
            Entry unclear = journal.find("unclear").orElseThrow();
            assertThat(journal.claim(unclear)).isTrue();
            journal.created("unclear", 5);
            journal.spent("unclear", 0.2);
            journal.destroying("unclear");
            journal.gone("unclear", "");
        }
        try (Database again = Database.open(file, time)) {
            assertThat(new Journal(again).find("unclear").orElseThrow().state()).isEqualTo(State.GONE);
        }
    }

    @Test
    void strikesOfAnOlderFileCountOn() throws SQLException {
        Path file = firstVersion();
        long now = time.instant().toEpochMilli();
        long day = Duration.ofDays(1).toMillis();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(bar(1, now - 20 * day, now - 19 * day));
            statement.execute(bar(0, now - 15 * day, now - 14 * day));
            statement.execute(bar(2, now - day, now + 6 * day));
        }

        try (Database database = Database.open(file, time)) {
            BadHosts hosts = new BadHosts(database);
            assertThat(hosts.list(true, time.instant()))
                    .extracting(BadHost::strike)
                    .containsExactly(1, 0, 2);
            assertThat(hosts.active(Origin.REAL, time.instant()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.expiresAt())
                            .contains(time.instant().plus(Duration.ofDays(6))));
        }
    }

    private static String bar(int strike, long createdAt, long expiresAt) {
        return "INSERT INTO bad_hosts (scope, scoped_id, cause, run_id, attempt, source, origin, host_id, strike,"
                + " created_at_ms, expires_at_ms) VALUES ('MACHINE', 22, 'docker-cdi', 'old', 1, 'AUTOMATIC', 'REAL',"
                + " 33, " + strike + ", " + createdAt + ", " + expiresAt + ")";
    }

    private Path firstVersion() throws SQLException {
        Path file = folder.resolve("vastctl.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : Schema.statementsTo(1)) statement.execute(sql);
            statement.execute("PRAGMA application_id = " + FileHeader.APPLICATION_ID);
            statement.execute("PRAGMA user_version = 1");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute(row("created", "REAL", "CREATED", "77", 1));
            statement.execute(row("leaked", "REAL", "LEAKED", "78", 2));
            statement.execute(row("unclear", "REAL", "LEAKED", "NULL", 3));
            statement.execute(row("gone", "REAL", "GONE", "79", 4));
            statement.execute(row("simulated", "SIMULATED", "INTENDED", "NULL", 5));
            statement.execute("INSERT INTO settings VALUES ('strictness', 'balanced', 1)");
            statement.execute("INSERT INTO runs (run_id, command, strictness, workload, image, model, origin,"
                    + " started_at_ms, snapshot_json) VALUES ('r', 'test', 'strict', 'w', 'i', 'm', 'REAL', 1, '')");
        }
        return file;
    }

    private static String row(String label, String origin, String state, String instanceId, int second) {
        return "INSERT INTO journal VALUES ('" + label + "', 'r', 1, 11, 22, 33, 0.31, '" + origin + "', '" + state
                + "', " + instanceId + ", 'detail', " + second * 1000 + ", 9000)";
    }
}
