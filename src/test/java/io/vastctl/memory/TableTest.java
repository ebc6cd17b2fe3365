package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code state copy} carries is everything that the scripts make, but for what is of the moment. */
final class TableTest {

    /** Whose turn it is and who is at work now: a copy is made while nobody is. */
    private static final Set<String> OF_THE_MOMENT = Set.of("api_turns", "run_presence");

    @TempDir
    private Path folder;

    @Test
    void onAFileEveryColumnOfEveryTableIsCopied() throws SQLException {
        Path file = folder.resolve("vastctl.db");
        Database.open(file, new FakeTime()).close();
        assertThat(stored("jdbc:sqlite:" + file)).isEqualTo(named());
    }

    @Test
    void onAServerEveryColumnOfEveryTableIsCopied() throws SQLException {
        assertThat(stored(EmbeddedServer.withTables())).isEqualTo(named());
    }

    private static Map<String, Set<String>> named() {
        return Table.ALL.stream()
                .collect(Collectors.toMap(
                        Table::name, table -> new TreeSet<>(table.columns()), (one, other) -> one, TreeMap::new));
    }

    private static Map<String, Set<String>> stored(String url) throws SQLException {
        Map<String, Set<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows =
                        connection.getMetaData().getColumns(null, url.contains("sqlite") ? null : "public", "%", "%")) {
            while (rows.next())
                tables.computeIfAbsent(rows.getString("TABLE_NAME"), name -> new TreeSet<>())
                        .add(rows.getString("COLUMN_NAME"));
        }
        tables.keySet().removeAll(OF_THE_MOMENT);
        tables.keySet().removeIf(name -> name.startsWith("sqlite_") || name.equals("vastctl_schema"));
        // The server names the columns of indexes too.
        tables.keySet().removeIf(name -> name.contains("_by_") || name.endsWith("_pkey") || name.endsWith("_key"));
        return tables;
    }
}
