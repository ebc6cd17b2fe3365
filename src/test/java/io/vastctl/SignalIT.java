package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.memory.Database;
import io.vastctl.memory.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C and SIGTERM in the middle of a run: what is rented is destroyed and proven gone first. */
class SignalIT {

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"INT,130,IMAGE_PULL", "TERM,143,MODEL_DOWNLOAD"})
    void aSignalCleansUpFirst(String signal, int code, String phase) throws Exception {
        JarProcess run = JarProcess.start(
                home, "test", "--strictness", "balanced", "--simulate", "--seed", "3", "--speed", "50", "-o", "json");

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

    /** A market in which nothing that is destroyed goes, or the API is gone. */
    private JarProcess serve(String trouble) throws Exception {
        Path scenario = Files.writeString(home.resolve("trouble.yaml"), "extends: calm\n" + trouble);
        Path folder = Files.createDirectories(home.resolve("server"));
        return JarProcess.start(
                folder,
                "simulate",
                "serve",
                "--port",
                "0",
                "-o",
                "json",
                "--speed",
                "5",
                "--scenario",
                scenario.toString());
    }

    private JarProcess test(JarProcess market, String... more) throws Exception {
        String url = market.prints("}").json().path("url").asText();
        List<String> args = new ArrayList<>(List.of("test", "--strictness", "balanced", "--api-url", url));
        args.addAll(List.of(more));
        return JarProcess.start(home, args.toArray(String[]::new));
    }

    private List<Journal.Entry> open() {
        try (Database database = Database.open(home.resolve("state/vastctl/vastctl.db"), Clock.systemUTC())) {
            return new Journal(database).open();
        }
    }

    @Test
    void whatCannotBeProvenGoneInHalfAMinuteIsNamed() throws Exception {
        JarProcess market = serve("timeline:\n  - at: 3s\n    fault: api-blind\n");
        try {
            JarProcess run = test(market);
            run.says("rented: instance").says("IMAGE_PULL:");
            long before = System.nanoTime();
            run.signal("INT").exits(6);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(45));
            String last = run.err().lines().reduce("", (earlier, line) -> line);
            assertThat(last).contains("MAY STILL BE RUNNING: instance ", "/h)", "destroy it with: vastctl ");
            assertThat(open()).hasSize(1);
        } finally {
            market.end();
        }
    }

    @Test
    void theSecondSignalLeavesAtOnceAndNamesWhatIsLeft() throws Exception {
        JarProcess market = serve("timeline:\n  - at: 3s\n    fault: api-blind\n");
        try {
            JarProcess run = test(market);
            run.says("rented: instance").says("IMAGE_PULL:").signal("INT").says("stopping");
            // Two signals in one moment count as one.
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            long before = System.nanoTime();
            run.signal("TERM").exits(6);

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            String last = run.err().lines().reduce("", (earlier, line) -> line);
            assertThat(last)
                    .contains("MAY STILL BE RUNNING: instance ", " labelled vastctl-", "/h)")
                    .endsWith("destroy it with: vastctl reap --yes");
            assertThat(open()).hasSize(1);
        } finally {
            market.end();
        }
    }
}
