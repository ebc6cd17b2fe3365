package io.vastctl.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.hosts.BadHosts;
import io.vastctl.memory.hosts.HostMemory;
import io.vastctl.memory.hosts.Scope;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One flipped bit, anywhere: either nobody notices, or the file is refused in one line and left alone. */
class BitFlipTest {

    private static final int HEADER = 100;
    private static final int FIRST_PAGE = 4096;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final Random random = new Random(1);

    @Test
    void inTheHeader() throws IOException {
        assertHarmless(80, 0, HEADER);
    }

    @Test
    void inTheListOfTables() throws IOException {
        assertHarmless(80, HEADER, FIRST_PAGE);
    }

    @Test
    void inTheTables() throws IOException {
        assertHarmless(80, FIRST_PAGE, Integer.MAX_VALUE);
    }

    private void assertHarmless(int rounds, int from, int to) throws IOException {
        byte[] good = healthy();
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = good.clone();
            int at = from + random.nextInt(Math.min(to, bytes.length) - from);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(folder.resolve("round-" + round + ".db"), bytes);
            try (Database database = Database.open(file, time)) {
                readEverything(database);
            } catch (StoreException e) {
                assertThat(e.badFile()).as("byte %d: %s", at, e.getMessage()).isTrue();
                assertThat(e).hasMessageNotContainingAny("\n", "\r");
                assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
            }
        }
    }

    private void readEverything(Database database) {
        new Journal(database).open();
        new RunHistory(database).list(RunFilter.newest(10));
        new HostMemory(database).snapshot(Origin.REAL, time.instant());
        new BadHosts(database).list(true, time.instant());
        new BadHosts(database).listWhitelist();
        new StoredSettings(database).list();
    }

    private byte[] healthy() throws IOException {
        Path file = folder.resolve("vastctl.db");
        try (Database database = Database.open(file, time)) {
            Journal journal = new Journal(database);
            for (int i = 0; i < 50; i++) journal.intend(Rentals.intent("vastctl-" + i));
            new BadHosts(database).addManual(Scope.HOST, 1, "rude", java.util.Optional.empty());
        }
        return Files.readAllBytes(file);
    }
}
