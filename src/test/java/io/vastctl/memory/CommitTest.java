package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.time.FakeTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a write to a file that others write to. */
class CommitTest {

    @TempDir
    Path folder;

    private final List<String> waiting = new ArrayList<>();

    /** Else each write has the lock twice, and fails though it is on disk if somebody else keeps it at the second time. */
    @Test
    void theLockIsNotTakenOnceMoreAfterTheCommit() {
        Path path = folder.resolve("vastctl.db");
        SqliteFile file = new SqliteFile(path);
        file.createIfMissing();
        Engine looking = proxy(
                Engine.class, file, (name, result) -> result instanceof Connection real ? looked(real, path) : result);

        try (Database database = Database.on(looking, new FakeTime(), () -> false)) {
            new StoredSettings(database).set("strictness", "balanced");

            assertThat(new StoredSettings(database).list()).hasSize(1);
        }
        assertThat(waiting).isNotEmpty().containsOnly("writes");
    }

    /** Has another one write between the commit and what comes after it. */
    private Connection looked(Connection real, Path path) {
        return proxy(Connection.class, real, (name, result) -> {
            if (name.equals("commit")) waiting.add(another(path));
            return result;
        });
    }

    private static String another(Path path) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return "writes";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private interface After {
        @Nullable
        Object of(String name, @Nullable Object result);
    }

    private static <T> T proxy(Class<T> type, T real, After after) {
        return type.cast(Proxy.newProxyInstance(
                CommitTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return after.of(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
