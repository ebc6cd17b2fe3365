package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vastctl.memory.guard.GuardLease;
import io.vastctl.memory.guard.GuardLeases;
import io.vastctl.memory.survey.SurveyBook;
import io.vastctl.memory.survey.SurveyStart;
import io.vastctl.time.FakeTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds for a server alone. */
class PostgresServerTest {

    private final FakeTime time = new FakeTime();

    private static Database open(String url) {
        return Database.open(new StateAddress.OnServer(url), Map.of(), Clock.systemUTC(), () -> true);
    }

    private static StoreException refused(String url) {
        return catchThrowableOfType(StoreException.class, () -> open(url).close());
    }

    @Test
    void anEmptyDatabaseGetsTheTablesOnFirstUse() {
        String url = EmbeddedServer.empty();
        assertThat(Database.openExisting(new StateAddress.OnServer(url), Map.of(), time, () -> false, Optional.empty()))
                .isEmpty();

        try (Database database = open(url)) {
            new StoredSettings(database).set("strictness", "balanced");
            database.check();
            assertThat(database.writableSchema()).isEqualTo(Schema.latestVersion());
            assertThat(database.file()).isEmpty();
            assertThat(database.name()).isEqualTo(url);
        }
        try (Database again = Database.openExisting(
                        new StateAddress.OnServer(url), Map.of(), time, () -> false, Optional.empty())
                .orElseThrow()) {
            assertThat(new StoredSettings(again).get("strictness")).contains("balanced");
        }
    }

    @Test
    void tablesOfAnotherApplicationAreLeftAlone() {
        String url = EmbeddedServer.empty();
        EmbeddedServer.executeAt(url, "CREATE TABLE runs (id INTEGER)");

        StoreException refused = refused(url);

        assertThat(refused).hasMessageContaining("its schema public has tables of another application; name an empty");
        assertThat(refused.badFile()).isTrue();
        EmbeddedServer.executeAt(url, "CREATE SCHEMA vastctl");
        open(url + "&currentSchema=vastctl").close();
        EmbeddedServer.executeAt(url, "SELECT version FROM vastctl.vastctl_schema");
        assertThat(refused(url + "&currentSchema=missing"))
                .hasMessageContaining("there is no schema to keep tables in");
    }

    @Test
    void aNewerVastctlsTablesAreLeftAlone() {
        String url = EmbeddedServer.withTables();
        EmbeddedServer.executeAt(url, "UPDATE vastctl_schema SET version = 99");

        assertThat(refused(url)).hasMessageContaining("a newer vastctl wrote it (schema 99, this one knows");
    }

    @Test
    void tablesOfTheFirstVersionAreBroughtUpToDate() throws SQLException {
        String url = EmbeddedServer.empty();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : Schema.statementsTo(1)) statement.execute(PostgresDialect.of(sql));
            statement.execute("CREATE TABLE vastctl_schema (version INTEGER NOT NULL)");
            statement.execute("INSERT INTO vastctl_schema VALUES (1)");
            statement.execute("INSERT INTO journal VALUES ('unclear', 'r', 1, 11, 22, 33, 0.31, 'REAL', 'LEAKED', NULL,"
                    + " 'detail', 1000, 9000)");
        }

        try (Database database = open(url)) {
            assertThat(new Journal(database).find("unclear").orElseThrow().state())
                    .isEqualTo(Journal.State.UNKNOWN);
            assertThat(database.writableSchema()).isEqualTo(Schema.latestVersion());
        }
    }

    @Test
    void eachTroubleIsOneLineThatSaysWhatToDo() throws Exception {
        String url = EmbeddedServer.withTables();
        assertThat(refused(EmbeddedServer.url("nowhere")))
                .hasMessageContaining("there is no such database")
                .hasMessageEndingWith("make it with createdb")
                .satisfies(e -> assertThat(e.badFile()).isTrue());
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(refused("jdbc:postgresql://127.0.0.1:" + closed + "/vastctl?user=ann"))
                .hasMessageContaining("the server 127.0.0.1:" + closed + " cannot be reached (")
                .hasMessageNotContainingAny("\n", "\r")
                .satisfies(e -> assertThat(e.badFile()).isFalse());
        assertThat(refused(url + "&options=-c%20default_transaction_read_only=on"))
                .isNull();
        try (Database standby = open(url + "&options=-c%20default_transaction_read_only=on")) {
            assertThat(catchThrowableOfType(
                            StoreException.class, () -> new StoredSettings(standby).set("gpu", "RTX 4090")))
                    .hasMessageContaining("it can only be read");
        }
        String role = "guest_" + url.replaceAll(".*/(\\w+)\\?.*", "$1");
        EmbeddedServer.executeAt(url, "CREATE ROLE " + role + " LOGIN");
        assertThat(refused(url.replace("user=postgres", "user=" + role)))
                .hasMessageContaining("this is not permitted (ERROR: permission denied")
                .hasMessageEndingWith("see what its role may do there");
    }

    @Test
    void aTextWithASignForZeroIsKeptWithoutIt() {
        try (Database database = open(EmbeddedServer.withTables())) {
            new StoredSettings(database).set("gpu", "a\0b\uD800c");

            assertThat(new StoredSettings(database).get("gpu").orElseThrow()).startsWith("a\uFFFDb");
        }
    }

    @Test
    void aConnectionThatTheServerEndedIsMadeAnewAtTheNextCall() {
        String url = EmbeddedServer.withTables();
        try (Database database = open(url)) {
            StoredSettings settings = new StoredSettings(database);
            settings.set("gpu", "RTX 4090");
            EmbeddedServer.execute(
                    "postgres",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vastctl' AND datname"
                            + " = '" + url.replaceAll(".*/(\\w+)\\?.*", "$1") + "'");

            assertThat(catchThrowableOfType(StoreException.class, () -> settings.set("gpu", "lost")))
                    .hasMessageStartingWith("cannot store the setting gpu");

            assertThat(settings.get("gpu")).contains("RTX 4090");
            settings.set("gpu", "RTX 3090");
            assertThat(settings.get("gpu")).contains("RTX 3090");
        }
    }

    @Test
    void aWriterWaitsForAnotherAndReadersForNobody() throws Exception {
        String url = EmbeddedServer.withTables();
        try (Database one = open(url);
                Database two = open(url)) {
            Thread second = new Thread(() -> new StoredSettings(two).set("gpu", "second"));
            one.write("hold the lock", session -> {
                session.update(
                        "INSERT INTO settings (setting_key, setting_value, updated_at_ms) VALUES ('gpu', 'first', 0)");
                second.start();
                assertThat(new StoredSettings(open(url)).get("gpu")).isEmpty();
                assertThat(new StoredSettings(one).get("gpu")).contains("first");
                return 0;
            });
            second.join(20_000);

            assertThat(new StoredSettings(one).get("gpu")).contains("second");
        }
    }

    @Test
    void signsOfLifeAndLeasesAreDatedByTheServersClockWhateverThisMachineBelieves() {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(-3));
        try (Database database =
                Database.open(new StateAddress.OnServer(EmbeddedServer.withTables()), Map.of(), wrong, () -> true)) {
            Instant before = Instant.now().minusSeconds(1);
            Owners owners = new Owners(database, wrong);
            OwnerRow row = owners.register("me", new Liveness("elsewhere", pid -> Optional.empty()), 1, "test");
            GuardLease lease = new GuardLeases(database).take("plan", "me", "me", 1, Duration.ofMinutes(5));

            assertThat(row.heartbeat()).isBetween(before, Instant.now().plusSeconds(1));
            assertThat(owners.now()).isBetween(before, Instant.now().plusSeconds(1));
            assertThat(lease.takenAt()).isBetween(before, Instant.now().plusSeconds(1));
            assertThat(new GuardLeases(database).take("plan", "other", "other", 1, Duration.ofMinutes(5)))
                    .isEqualTo(lease);
        }
    }

    @Test
    void theNewestSurveyIsToldByTheServersClock() {
        StateAddress address = new StateAddress.OnServer(EmbeddedServer.withTables());
        for (int hoursAhead : List.of(9, -9)) {
            Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(hoursAhead));
            try (Database database = Database.open(address, Map.of(), clock, () -> true)) {
                SurveyStart start = new SurveyStart(
                        "by-" + hoursAhead, Origin.REAL, "tinyllama", "strict", "best", "{}", clock.instant());
                new SurveyBook(database).begin(start, List.of(), clock);
                assertThat(new SurveyBook(database).newest()).contains("by-" + hoursAhead);
            }
        }
    }

    @Test
    void leasesOfASimulatedMarketAreDatedByItsOwnTime() {
        try (Database database =
                Database.open(new StateAddress.OnServer(EmbeddedServer.withTables()), Map.of(), time, () -> false)) {
            assertThat(new GuardLeases(database)
                            .take("plan", "me", "me", 1, Duration.ofMinutes(5))
                            .takenAt())
                    .isEqualTo(time.instant());
        }
    }
}
