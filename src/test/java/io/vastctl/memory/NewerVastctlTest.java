package io.vastctl.memory;

import static io.vastctl.memory.Rentals.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.memory.Journal.State;
import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A newer vastctl brings the tables up to date while this one is at work. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestEngine.class)
class NewerVastctlTest {

    @Parameter
    TestEngine engine;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;
    private Owners owners;
    private Journal journal;

    @BeforeEach
    void open() {
        database = engine.open(folder.resolve("vastctl.db"), time);
        owners = new Owners(database, time);
        owners.register("me", new Liveness("laptop/boot", pid -> Optional.empty()), 1, "vastctl up");
        journal = new Journal(database, "me");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoLosesTheServerAfterwardsKeepsItsNotesForTheNextCommand() throws SQLException {
        if (engine == TestEngine.SQLITE) return;
        StateAddress address = StateAddress.of(engine.address(folder.resolve("vastctl.db")));
        SpoolPlace place = new SpoolPlace(folder.resolve("server-1.db"), time, time, line -> {});
        try (Database older = Database.open(address, Map.of(), time, () -> false, Optional.of(place))) {
            Journal own = new Journal(older, "me");
            own.intend(intent("a"));
            own.created("a", 7);
            update(Schema.latestVersion() + 1);
            database.read(
                    "hang up",
                    session -> session.list(
                            "SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                            row -> true));

            own.destroying("a");
            own.gone("a", "not listed");
        }
        assertThat(journal.find("a").orElseThrow().state()).isEqualTo(State.CREATED);

        // The newer one knows this schema.
        database.write(
                "be the newer one",
                session -> session.update("UPDATE vastctl_schema SET version = ?", Schema.latestVersion()));
        Database.open(address, Map.of(), time, () -> false, Optional.of(place)).close();
        assertThat(journal.find("a").orElseThrow().state()).isEqualTo(State.GONE);
    }

    private void update(int schema) throws SQLException {
        String address = engine.address(folder.resolve("vastctl.db"));
        String url = address.startsWith("jdbc:") ? address : "jdbc:sqlite:" + address;
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            statement.execute("ALTER TABLE journal ADD COLUMN of_tomorrow TEXT");
            statement.execute(
                    engine == TestEngine.SQLITE
                            ? "PRAGMA user_version = " + schema
                            : "UPDATE vastctl_schema SET version = " + schema);
        }
    }

    @Test
    void whatIsRentedIsSeenToItsEndAndNothingMoreIsRented() throws SQLException {
        journal.intend(intent("a"));
        update(Schema.latestVersion() + 1);

        journal.created("a", 7);
        assertThat(owners.beat("me")).isTrue();
        assertThatThrownBy(() -> journal.intend(intent("b")))
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.badFile()).isTrue();
                    assertThat(e.away()).isFalse();
                })
                .hasMessageContaining("a newer vastctl has brought")
                .hasMessageContaining("this one rents nothing more");
        journal.destroying("a");
        journal.gone("a", "not listed");
        owners.end("me");

        assertThat(journal.find("a").orElseThrow().state()).isEqualTo(State.GONE);
        assertThat(journal.find("b")).isEmpty();
    }
}
