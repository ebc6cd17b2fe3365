package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadFileTest {

    private static final int PAGE = 4096;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    @Test
    void garbageIsRefusedAndLeftAsItIs() throws IOException {
        assertRefusedUnchanged(Files.writeString(folder.resolve("notes.txt"), "not a database\n".repeat(500)))
                .contains("it is not an SQLite database");
        assertRefusedUnchanged(Files.writeString(folder.resolve("short"), "x"))
                .contains("it is not an SQLite database");
    }

    @Test
    void aDatabaseOfAnotherApplicationIsRefused() throws IOException, SQLException {
        Path file = folder.resolve("other.db");
        sql(file, "PRAGMA journal_mode = WAL", "CREATE TABLE runs (id INTEGER)");

        assertRefusedUnchanged(file).contains("it is a database of another application");
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws IOException, SQLException {
        Path file = healthy();
        sql(file, "PRAGMA user_version = 99");

        assertRefusedUnchanged(file)
                .contains("a newer vastctl wrote it (schema 99, this one knows " + Schema.latestVersion() + ")");
    }

    @Test
    void aTruncatedDatabaseIsRefused() throws IOException {
        Path file = healthy();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertRefusedUnchanged(file).contains("it is damaged");
    }

    @Test
    void aCutThroughAPageIsRefused() throws IOException {
        Path file = healthy();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), PAGE + 100));

        assertRefusedUnchanged(file).contains("it is damaged");
    }

    @Test
    void flippedBitsAreRefused() throws IOException {
        Path file = healthy();
        byte[] bytes = Files.readAllBytes(file);
        for (int page = 1; page < bytes.length / PAGE; page++) bytes[page * PAGE] ^= 0x55;
        Files.write(file, bytes);

        assertRefusedUnchanged(file).contains("it is damaged");
    }

    @Test
    void aDamagedListOfTablesIsRefused() throws IOException {
        Path file = healthy();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 100, 600, (byte) 0xa7);
        Files.write(file, bytes);

        assertRefusedUnchanged(file).contains("it is damaged");
    }

    @Test
    void aFolderIsRefused() {
        assertThatThrownBy(() -> Database.open(folder, time))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.badFile()).isTrue())
                .hasMessageContaining("it is a folder");
    }

    @Test
    void aFileInPlaceOfTheFolderAboveIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> Database.open(file.resolve("vastctl.db"), time))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.badFile()).isTrue())
                .hasMessageContaining("it cannot be created");
    }

    @Test
    void damageThatAppearsWhileItIsOpenIsABadFileToo() throws IOException {
        Path file = healthy();
        try (Database database = Database.open(file, time);
                Database other = Database.open(file, time)) {
            new StoredSettings(other).set("gpu", "x"); // makes the first one read its pages again
            byte[] noise = new byte[PAGE];
            Arrays.fill(noise, (byte) 0xa7);
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                long pages = channel.size() / PAGE;
                for (long page = 1; page < pages; page++) {
                    channel.position(page * PAGE);
                    channel.write(ByteBuffer.wrap(noise));
                }
            }

            assertThatThrownBy(() -> new Journal(database).open())
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.badFile()).isTrue())
                    .hasMessageContaining("it is damaged");
            assertThatThrownBy(database::check)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.badFile()).isTrue());
        }
    }

    private Path healthy() {
        Path file = folder.resolve("vastctl.db");
        try (Database database = Database.open(file, time)) {
            Journal journal = new Journal(database);
            for (int i = 0; i < 50; i++) journal.intend(Rentals.intent("vastctl-" + i));
        }
        return file;
    }

    private AbstractStringAssert<?> assertRefusedUnchanged(Path file) throws IOException {
        byte[] before = Files.readAllBytes(file);
        long filesBefore = count();

        StoreException refused = catchThrowableOfType(StoreException.class, () -> Database.open(file, time));

        assertThat(refused.badFile()).isTrue();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(count()).as("files beside it").isEqualTo(filesBefore);
        return assertThat(refused)
                .hasMessageNotContaining("\n")
                .hasMessageStartingWith("expected a vastctl database in " + file)
                .hasMessageEndingWith("it was left as it is: move it away or name another file with --state")
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING);
    }

    private long count() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        }
    }
}
