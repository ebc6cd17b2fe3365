package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    @Test
    void firstUseMakesFolderAndFileForTheOwnerOnly() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
        Path parent = folder.resolve("state").resolve("vastctl");
        Path file = parent.resolve("vastctl.db");

        Database.open(file, time).close();

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(parent)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("state"))).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        Path file = folder.resolve("vastctl.db");
        try (Database database = Database.open(file, time)) {
            new StoredSettings(database).set("strictness", "balanced");
        }

        try (Database database = Database.open(file, time)) {
            assertThat(new StoredSettings(database).get("strictness")).contains("balanced");
        }
    }

    @Test
    void carriesItsMarkItsVersionAndTheLog() throws SQLException {
        Path file = folder.resolve("vastctl.db");

        Database.open(file, time).close();

        assertThat(pragma(file, "user_version")).isEqualTo(String.valueOf(Schema.latestVersion()));
        assertThat(pragma(file, "application_id")).isEqualTo(String.valueOf(FileHeader.APPLICATION_ID));
        assertThat(pragma(file, "journal_mode")).isEqualTo("wal");
    }

    private static String pragma(Path file, String name) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getString(1);
        }
    }

    @Test
    void aCommitIsOnDiskAndALockIsWaitedFor() {
        try (Database database = Database.open(folder.resolve("vastctl.db"), time)) {
            assertThat(setting(database, "synchronous")).as("FULL").isEqualTo(2);
            assertThat(setting(database, "busy_timeout")).isEqualTo(10_000);
            assertThat(setting(database, "foreign_keys")).isEqualTo(1);
        }
    }

    private static long setting(Database database, String pragma) {
        return database.read("ask", session -> session.number("PRAGMA " + pragma));
    }

    @Test
    void anEmptyFileIsFilled() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.db"));

        try (Database database = Database.open(file, time)) {
            assertThat(new Journal(database).open()).isEmpty();
        }
    }

    @Test
    void lookingDoesNotMakeAFile() {
        Path file = folder.resolve("none").resolve("vastctl.db");

        assertThat(Database.openExisting(file, time)).isEmpty();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aHealthyDatabasePassesTheCheck() {
        try (Database database = Database.open(folder.resolve("vastctl.db"), time)) {
            database.check();
            assertThat(new StoredSettings(database).list()).isEmpty();
        }
    }

    @Test
    void aPathWithSpacesAndSignsWorks() {
        Path file = folder.resolve("a b?c#d%20").resolve("my file.db");
        try (Database database = Database.open(file, time)) {
            new StoredSettings(database).set("gpu", "RTX 4090");
        }
        assertThat(file).isRegularFile();
    }

    @Test
    void afterAFailedTransactionNothingOfItRemains() {
        try (Database database = Database.open(folder.resolve("vastctl.db"), time)) {
            StoredSettings settings = new StoredSettings(database);

            assertThat(catchThrowable(() -> database.write("fail half-way", session -> {
                        session.update(
                                "INSERT INTO settings (setting_key, setting_value, updated_at_ms) VALUES (?, ?, ?)",
                                "gpu",
                                "x",
                                0);
                        throw new IllegalStateException("half-way");
                    })))
                    .hasMessage("half-way");

            assertThat(settings.list()).isEmpty();
            settings.set("gpu", "RTX 3090");
            assertThat(settings.get("gpu")).contains("RTX 3090");
        }
    }
}
