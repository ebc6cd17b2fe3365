package io.vastctl.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.cli.Hush;
import io.vastctl.cli.Ran;
import io.vastctl.cli.Shell;
import io.vastctl.cli.Terminal;
import io.vastctl.cli.WorkbenchFactory;
import io.vastctl.cli.errand.RunLock;
import io.vastctl.cli.errand.RunLockHolder;
import io.vastctl.cli.text.UsageException;
import io.vastctl.outcome.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void theLockIsBesideTheStateFileByWhicheverLinkItIsNamed() throws Exception {
        Path state = Files.createFile(home.resolve("state.db"));
        Path link = Files.createSymbolicLink(
                Files.createDirectory(home.resolve("other")).resolve("link.db"), state);

        try (RunLock lock = RunLock.beside(link)) {
            assertThat(lock.joinAlone("vastctl test, process 1")).isTrue();
            assertThat(RunLock.whoRuns(state)).contains("vastctl test, process 1");
        }
        assertThat(home.resolve("state.db.run")).exists();
        assertThat(home.resolve("other/link.db.run")).doesNotExist();
    }

    @Test
    void aFolderWithoutLocksIsNoRunThatIsOn() {
        RunLock lock = RunLock.beside(home.resolve("state.db"));
        lock.close();

        assertThatThrownBy(() -> lock.joinAlone("vastctl test"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("this folder has no locks: name a state file on a local disk");
    }

    @Test
    void aRunWaitsForAMomentWhileAnotherOneAsksWhetherItIsAlone() throws Exception {
        Path state = home.resolve("state.db");
        try (FileChannel other = FileChannel.open(
                        home.resolve("state.db.run"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                RunLock mine = RunLock.beside(state)) {
            FileLock asking = other.lock(1_000_000, 1, false);
            List<Duration> waits = new ArrayList<>();

            mine.join("vastctl test, process 2", wait -> {
                waits.add(wait);
                if (waits.size() == 3) release(asking);
            });

            assertThat(waits).hasSize(3).allMatch(wait -> wait.toMillis() > 0);
            assertThat(mine.holder()).contains("vastctl test, process 2");
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutAKeyNothingIsMade() {
        Path figures = home.resolve("x.prom");

        shell.run("test", "--lock", "--metrics-file", figures.toString()).exits(7);

        assertThat(shell.state()).doesNotExist();
        assertThat(figures).exists();
    }

    @Test
    void aRehearsalReadsTheOptionsOfTheNight() {
        shell.simulate("--dry-run", "--jitter", "20").refuses(2, "--jitter");
        shell.simulate("--dry-run", "--report", "html=x").refuses(2, "--report");
        shell.simulate("--dry-run", "--notify-cmd", "a 'b").refuses(2, "--notify-cmd");
        shell.simulate("--dry-run", "--notify-url", "https://127.0.0.1:99999/").refuses(2, "--notify-url");
        shell.simulate("--dry-run", "--metrics-file", home.toString()).refuses(2, "--metrics-file");
        assertThat(shell.simulate("--dry-run", "--jitter", "20m", "--lock")
                        .exits(0)
                        .err())
                .isEmpty();
    }

    @Test
    void whatIsLostAfterASuccessIsSaidAlthoughItIsQuiet() throws Exception {
        Ran ran = shell.simulate("--quiet", "--notify-cmd", "false").exits(0);

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).singleElement().asString().contains("--notify-cmd: not delivered in 4 tries");
    }

    @Test
    void whatMayBeRunningIsSaidBeforeAnybodyWaitsForNotices() {
        StringWriter err = new StringWriter();
        Hush hush = new Hush(
                new WorkbenchFactory(
                        new Terminal(
                                new PrintWriter(new StringWriter()),
                                new PrintWriter(err),
                                new BufferedReader(new StringReader("")),
                                false,
                                false),
                        Map.of(),
                        shell.time,
                        shell.time,
                        () -> ExitCode.INTERRUPTED),
                false);
        hush.factory().terminal().err().println("MAY STILL BE RUNNING");
        assertThat(err.toString()).isEmpty();

        hush.factory().settled().accept(ExitCode.MAY_STILL_RUN);

        assertThat(err.toString()).contains("MAY STILL BE RUNNING");
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
