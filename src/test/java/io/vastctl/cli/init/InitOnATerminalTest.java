package io.vastctl.cli.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.cli.Served;
import io.vastctl.simulator.SimulatedMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions as a person meets them: on a pseudo-terminal, which shows what is typed unless it is told not to. */
class InitOnATerminalTest {

    private static final String KEY = "planted-typed-key-31cc03";
    /** Types each answer once its question has come; then prints all that was shown, the code, and whether echo is on. */
    private static final String PERSON = """
            import os, pty, re, select, signal, subprocess, sys, termios, time
            said, rows = b"", int(sys.argv[1])
            command = sys.argv[2 + 2 * rows:]
            script = [(sys.argv[2 + 2 * i], sys.argv[3 + 2 * i]) for i in range(rows)]
            master, slave = pty.openpty()
            def own():
                os.setsid()
                # A build in the background of a script was told to ignore it, and so would be whatever it starts.
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                import fcntl
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, preexec_fn=own)
            seen, end = 0, time.time() + 240
            while time.time() < end:
                if select.select([master], [], [], 0.2)[0]:
                    said += os.read(master, 4096)
                    if script and script[0][0].encode() in said[seen:]:
                        seen = len(said)
                        os.write(master, script.pop(0)[1].encode().decode("unicode_escape").encode())
                elif child.poll() is not None:
                    break
            else:
                child.kill()
            echo = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
            sys.stdout.buffer.write(said.replace(b"\\r", b""))
            print("\\nleft unasked: %d, code: %s, echo: %s" % (len(script), child.wait(), echo))
            """;

    @TempDir
    Path home;

    @BeforeEach
    void needsPython() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "python3 -c 'import pty, termios'").start();
        assumeTrue(
                process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0,
                "no python3 here to be the terminal");
    }

    @Test
    void theKeyIsNotShownWhileItIsTypedAndAllIsDoneInTheEnd() throws Exception {
        try (SimulatedMarket market = Served.market("calm", 1)) {
            String shown = terminal(
                    market.apiUrl().toString(),
                    "not shown while typed",
                    KEY + "\\n",
                    "SSH key: the path",
                    "\\n",
                    "How picky",
                    "balanced\\n",
                    "into the account?",
                    "y\\n",
                    "Install completion for zsh?",
                    "y\\n");

            assertThat(shown)
                    .contains("left unasked: 0, code: 0, echo: True", "key accepted", "All is there")
                    .containsPattern("API key\\s+made")
                    .contains("+ strictness: balanced", "fpath=(")
                    .doesNotContain(KEY);
        }
        Path key = home.resolve(".config/vastai/vast_api_key");
        assertThat(key).hasContent(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(home.resolve(".local/share/zsh/site-functions/_vastctl")).isNotEmptyFile();
    }

    @Test
    void ctrlCAtTheHiddenQuestionEndsItAtOnceAndGivesTheTerminalBack() throws Exception {
        String shown = terminal("http://127.0.0.1:9", "not shown while typed", "\\x03");

        assertThat(shown).contains("left unasked: 0, code: 130, echo: True");
        assertThat(home.resolve(".config")).doesNotExist();
    }

    private String terminal(String api, String... questionsAndAnswers) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("python3", "-c", PERSON, String.valueOf(questionsAndAnswers.length / 2)));
        command.addAll(List.of(questionsAndAnswers));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.vastctl.Main",
                "init"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("VAST") || name.startsWith("XDG_"));
        builder.environment()
                .putAll(Map.of("HOME", home.toString(), "VAST_URL", api, "SHELL", "/bin/zsh", "TERM", "xterm"));
        Process process = builder.start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return shown;
    }
}
