package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who starts while another process brings the tables up to date waits for it. */
final class UpdateTurnTest {

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void aFileThatIsBeingUpdatedIsWaitedForAndSaidOnce() throws SQLException {
        Path file = folder.resolve("vastctl.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            for (String sql : Schema.statementsTo(1)) statement.execute(sql);
            statement.execute("PRAGMA application_id = " + FileHeader.APPLICATION_ID);
            statement.execute("PRAGMA user_version = 1");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("BEGIN IMMEDIATE");

            open(file.toString(), statement).close();
        }
        assertThat(told).singleElement().asString().contains(file.toString(), "waiting");
    }

    @Test
    void aServerThatIsBeingUpdatedIsWaitedForAndSaidOnce() throws SQLException {
        String url = EmbeddedServer.empty();
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            new PostgresServer(url, Map.of()).lock(other);

            open(url, statement).close();
        }
        assertThat(told).singleElement().asString().contains("waiting");
    }

    @Test
    void whoCopiesToADatabaseThatIsBeingUpdatedHearsOfIt() throws SQLException {
        String url = EmbeddedServer.empty();
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            new PostgresServer(url, Map.of()).lock(other);

            Database.openToFill(StateAddress.of(url), Map.of(), Clock.systemUTC(), hearing(statement))
                    .close();
        }
        assertThat(told).singleElement().asString().contains("waiting");
    }

    /** As a command does: what it hears goes to its terminal. The other one is done as soon as it says that it waits. */
    private Database open(String address, Statement other) {
        SpoolPlace place =
                new SpoolPlace(folder.resolve("server-1.db"), Clock.systemUTC(), new FakeTime(), hearing(other));
        return Database.open(StateAddress.of(address), Map.of(), Clock.systemUTC(), () -> true, Optional.of(place));
    }

    private Consumer<String> hearing(Statement other) {
        return line -> {
            told.add(line);
            commit(other);
        };
    }

    @Test
    void whatIsNoLockIsNotWaitedFor() {
        SQLException trouble = new SQLException("no such table");
        assertThatThrownBy(() -> new UpdateTurn(told::add)
                        .take(
                                "it",
                                () -> {
                                    throw trouble;
                                },
                                e -> false))
                .isSameAs(trouble);
        assertThat(told).isEmpty();
    }

    private static void commit(Statement statement) {
        try {
            statement.execute("COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
