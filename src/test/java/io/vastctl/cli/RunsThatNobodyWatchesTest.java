package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunsThatNobodyWatchesTest {

    @TempDir
    Path home;

    private Shell shell;
    private final List<Process> others = new ArrayList<>();

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @AfterEach
    void end() {
        others.forEach(Process::destroyForcibly);
    }

    @Test
    void quietSaysNothingAtAllWhenAllIsWell() {
        Ran ran = shell.simulate("--quiet").exits(0);

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void quietStillPrintsTheDocumentThatWasAskedForByName() {
        Ran ran = shell.simulate("--quiet", "-o", "json").exits(0);

        assertThat(ran.json("run").path("outcome").asText()).isEqualTo("ready");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void quietSaysWhatHappenedWhenItFails() {
        shell.simulate("--quiet", "--max-price", "0.001").exits(3).says("Result", "no offer");

        assertThat(shell.run("test", "-q").exits(7).err()).contains("no API key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alone", "beside"})
    void aRunThatIsOnLetsALockedOneSkip(String how) throws Exception {
        hold(how);

        Ran ran = shell.simulate("--lock");

        ran.refuses(75, "a run is on: vastctl ", "process 471", shell.database().toString());
        assertThat(shell.database()).doesNotExist();
    }

    @Test
    void aRunThatIsKilledLetsGo() throws Exception {
        hold("alone").destroyForcibly().waitFor();

        shell.simulate("--lock", "--quiet").exits(0);
        shell.simulate("--lock=wait", "--quiet").exits(0);
    }

    @Test
    void waitingEndsWithTheDeadline() throws Exception {
        hold("beside");
        Instant start = shell.time.instant();

        Ran ran = shell.simulate("--lock=wait", "--deadline", "15m").exits(75);

        assertThat(ran.err()).contains("waits for a run that is on: vastctl up", "still on after 15m");
        assertThat(Duration.between(start, shell.time.instant())).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void aRunThatIsNotToBeAloneTakesNoNotice() throws Exception {
        hold("beside");

        shell.simulate().exits(0);
    }

    @Test
    void jitterPassesOnTheMarketsClockAndFollowsTheSeed() {
        String first = shell.simulate("--jitter", "20m", "-v").exits(0).err();
        String again = shell.simulate("--jitter", "20m", "-v").exits(0).err();

        assertThat(first).containsPattern("--jitter: waits \\d+");
        assertThat(first.lines().findFirst()).isEqualTo(again.lines().findFirst());
        shell.simulate("--jitter", "20").refuses(2, "--jitter", "a duration such as", "\"20\"");
    }

    private Process hold(String how) throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunLockHolder.class.getName(),
                        shell.database().toString(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        others.add(other);
        BufferedReader out = other.inputReader();
        assertThat(out.readLine()).isEqualTo("held");
        return other;
    }
}
