package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

            new SqliteFile(file, new UpdateTurn(line -> {
                        told.add(line);
                        commit(statement);
                    }))
                    .open()
                    .close();
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

            new PostgresServer(url, Map.of())
                    .telling(new UpdateTurn(line -> {
                        told.add(line);
                        commit(statement);
                    }))
                    .open()
                    .close();
        }
        assertThat(told).singleElement().asString().contains("waiting");
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
