package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vastctl.time.FakeTime;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes that fail although the file is sound. */
class FullDiskTest {

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("vastctl.db"), time);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aFullDiskIsToldAsOneAndTheFileIsNotBlamed() {
        FailingWrites.fill(database);

        StoreException refused = catchThrowableOfType(StoreException.class, this::large);

        assertThat(refused.badFile()).isFalse();
        assertThat(refused)
                .hasMessageContaining("the disk of " + database.path() + " is full")
                .hasMessageContaining("make room")
                .hasMessageNotContainingAny("damaged", "move it away", "\n");
    }

    @Test
    void onceThereIsRoomAgainTheSameConnectionWritesOn() {
        FailingWrites.fill(database);
        assertThatThrownBy(this::large).isInstanceOf(StoreException.class);
        assertThatThrownBy(this::large).isInstanceOf(StoreException.class).hasMessageContaining("is full");

        FailingWrites.makeRoom(database);
        large();

        database.check();
        assertThat(new StoredSettings(database).list()).hasSize(1);
    }

    @Test
    void anErrorOfSqliteInASoundFileIsNoDamage() {
        assertThatThrownBy(() -> database.write("try that", session -> session.update("COMMIT")))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.badFile()).isFalse())
                .hasMessageStartingWith("cannot try that in " + database.path())
                .hasMessageNotContaining("damaged");
    }

    @Test
    void aTableThatIsGoneIsDamage() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database.path());
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE settings");
        }

        assertThatThrownBy(() -> new StoredSettings(database).list())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.badFile()).isTrue())
                .hasMessageContaining("it is damaged");
    }

    private void large() {
        new StoredSettings(database).set("image", "x".repeat(100_000));
    }
}
