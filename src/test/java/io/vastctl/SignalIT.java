package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and SIGTERM in the middle of a run: what is rented is destroyed and proven gone first. */
class SignalIT {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"INT,130,IMAGE_PULL", "TERM,143,IMAGE_PULL", "INT,130,MODEL_DOWNLOAD", "TERM,143,MODEL_DOWNLOAD"})
    void aSignalCleansUpFirst(String signal, int code, String phase) throws Exception {
        JarProcess run =
                JarProcess.start(home, "test", "--strictness", "balanced", "--simulate", "--speed", "50", "-o", "json");

        run.says(phase + ":").signal(signal).exits(code);

        assertThat(run.err()).contains("vastctl: stopping", "destroyed");
        assertThat(run.json().path("outcome").asText()).isEqualTo("interrupted");
        assertThat(run.json().path("stillRunning")).isEmpty();
        assertThat(run.json().path("attempts").get(0).path("cleanup").asText()).isEqualTo("destroyed");
        assertThat(run.json().path("simulation").path("alive").asInt(-1)).isZero();
        assertThat(run.json().path("simulation").path("created").asInt()).isEqualTo(1);
        try (Database database = Database.open(home.resolve("state/vastctl/vastctl.db"), Clock.systemUTC())) {
            assertThat(new Journal(database).open()).isEmpty();
        }
    }

    @Test
    void impatienceDoesNotStopTheCleanup() throws Exception {
        JarProcess run =
                JarProcess.start(home, "test", "--strictness", "balanced", "--simulate", "--speed", "20", "-o", "json");

        run.says("IMAGE_PULL:")
                .signal("INT")
                .says("stopping")
                .signal("INT")
                .signal("TERM")
                .exits(130);

        assertThat(run.err()).contains("still cleaning up");
        assertThat(run.json().path("simulation").path("alive").asInt(-1)).isZero();
    }
}
