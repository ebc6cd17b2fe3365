package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script as each shell of a rented machine would run it, with and without a {@code timeout} program. */
class ProbeScriptInShellsTest {

    private static final List<String> TOOLS =
            List.of("mktemp", "rm", "mv", "date", "sleep", "head", "tail", "wc", "cat", "stat", "yes");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}, timeout: {1}")
    @CsvSource({"dash,true", "dash,false", "bash,true", "bash,false", "busybox,true", "busybox,false"})
    void everyShellGivesTheSameAnswer(String shell, boolean withTimeout) throws Exception {
        Files.writeString(folder.resolve("log"), "one\ntwo\n");
        Map<String, ProbeResult> results = runIn(
                shell,
                withTimeout,
                List.of(
                        Probe.run("good", "echo \"it's\"; echo oh >&2", ofSeconds(5)),
                        Probe.run("bad", "exit 3", ofSeconds(5)),
                        Probe.run("hung", "echo begun; exec sleep 20", ofMillis(10)),
                        Probe.run("wild", "yes | head -c 400000", ofSeconds(5)),
                        Probe.follow("log", folder.resolve("log").toString(), ofSeconds(5)),
                        Probe.follow("none", folder.resolve("none").toString(), ofSeconds(5))));

        assertThat(results).containsOnlyKeys("good", "bad", "hung", "wild", "log", "none");
        assertThat(results.get("good")).isEqualTo(new ProbeResult(0, "it's\n", "oh\n"));
        assertThat(results.get("bad")).isEqualTo(new ProbeResult(3, "", ""));
        assertThat(results).hasEntrySatisfying("hung", hung -> {
            assertThat(hung.timedOut()).isTrue();
            assertThat(hung.stdout()).isEqualTo("begun\n");
        });
        assertThat(results).hasEntrySatisfying("wild", wild -> {
            assertThat(wild.succeeded()).isTrue();
            assertThat(wild.stdout()).startsWith("y\ny\n").hasSizeBetween(ProbeScript.FOLLOW_BYTES, 263_000);
        });
        assertThat(results)
                .hasEntrySatisfying("log", log -> assertThat(log.stdout()).matches("8 4 [1-9]\\d* same\ntwo\n"));
        assertThat(results)
                .hasEntrySatisfying("none", none -> assertThat(none.exitCode()).isEqualTo(1));
        try (var left = Files.list(Files.createDirectories(folder.resolve("tmp")))) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, timeout: {1}")
    @CsvSource({"dash,false"})
    void aCommandDeafToTheFirstSignalIsKilled(String shell, boolean withTimeout) throws Exception {
        Probe deaf = Probe.run("deaf", "trap '' TERM; echo begun; sleep 20; sleep 20", ofSeconds(1));

        assertThat(runIn(shell, withTimeout, List.of(deaf)))
                .hasEntrySatisfying(
                        "deaf", result -> assertThat(result.timedOut()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"dash", "bash", "busybox"})
    void aProbeIsAShellOfItsOwnWithoutOptionsAndMaySetThem(String shell) throws Exception {
        Map<String, ProbeResult> results = runIn(
                shell,
                true,
                List.of(
                        Probe.run("lax", "false; false | true; echo \"[$unset]\"", ofSeconds(5)),
                        Probe.run("strict", "set -e; echo a; false; echo b", ofSeconds(5)),
                        Probe.run("unset", "set -u; echo \"$unset\"; echo b", ofSeconds(5)),
                        Probe.run("leaving", "set -e; trap 'echo bye' EXIT; exit 7", ofSeconds(5)),
                        Probe.run("later", "false; echo still lax; cat", ofSeconds(5))));

        assertThat(results.get("lax")).isEqualTo(new ProbeResult(0, "[]\n", ""));
        assertThat(results.get("strict")).isEqualTo(new ProbeResult(1, "a\n", ""));
        assertThat(results).hasEntrySatisfying("unset", unset -> {
            assertThat(unset.exitCode()).isNotZero();
            assertThat(unset.stdout()).isEmpty();
        });
        assertThat(results.get("leaving")).isEqualTo(new ProbeResult(7, "bye\n", ""));
        assertThat(results.get("later")).isEqualTo(new ProbeResult(0, "still lax\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"dash", "bash", "busybox"})
    void everyShellFollowsALogThatIsMovedAsideAndOneThatIsMadeAnew(String shell) throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "one\n");
        FollowedLogs logs = new FollowedLogs();
        assertThat(followed(shell, logs, log)).isEqualTo("one\n");
        Files.writeString(log, "one\nits rest\n");
        Files.move(log, folder.resolve("log.1"));
        Files.writeString(log, "two\n");
        assertThat(followed(shell, logs, log)).isEqualTo("one\nits rest\n");
        assertThat(followed(shell, logs, log)).isEqualTo("one\nits rest\ntwo\n");
        Files.writeString(log, "two\nthree\n");
        assertThat(followed(shell, logs, log)).isEqualTo("one\nits rest\ntwo\nthree\n");

        Files.writeString(log, "cut\n");
        assertThat(followed(shell, logs, log)).isEqualTo("cut\n");
        Files.delete(log);
        Files.writeString(log, "anew, and longer than before\n");
        assertThat(followed(shell, logs, log)).isEqualTo("anew, and longer than before\n");
    }

    private String followed(String shell, FollowedLogs logs, Path log) throws Exception {
        Probe follow = Probe.follow("log", log.toString(), ofSeconds(5));
        ProbeAnswer.Raw raw =
                raw(shell, true, List.of(follow), logs).values().iterator().next();
        return logs.take("log", raw).stdout();
    }

    private Map<String, ProbeResult> runIn(String shell, boolean withTimeout, List<Probe> probes) throws Exception {
        Map<String, ProbeResult> results = new LinkedHashMap<>();
        raw(shell, withTimeout, probes, name -> 4).forEach((name, raw) -> results.put(name, raw.toResult()));
        return results;
    }

    private Map<String, ProbeAnswer.Raw> raw(
            String shell, boolean withTimeout, List<Probe> probes, ProbeScript.Reading reading) throws Exception {
        Optional<Path> program = OnPath.find(shell);
        assumeTrue(program.isPresent(), "there is no " + shell + " here");
        Path tools = toolsOf(shell, program.get(), withTimeout);
        Files.createDirectories(folder.resolve("tmp"));
        String script = ProbeScript.render("abc", probes, reading);
        ProcessBuilder builder =
                new ProcessBuilder(tools.resolve("sh").toString(), "-c", script).redirectErrorStream(false);
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("TMPDIR", folder.resolve("tmp").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        byte[] answer = process.getInputStream().readAllBytes();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
        return ProbeAnswer.parseRaw(answer, "abc").orElseThrow();
    }

    /** A folder with this shell as {@code sh} and nothing else than what the script may use. */
    private Path toolsOf(String shell, Path program, boolean withTimeout) throws IOException {
        Path tools = folder.resolve("tools");
        if (Files.exists(tools)) return tools;
        Files.createDirectory(tools);
        Files.createSymbolicLink(tools.resolve("sh"), program);
        List<String> wanted = new ArrayList<>(TOOLS);
        if (withTimeout) wanted.add("timeout");
        for (String tool : wanted) {
            Path target = shell.equals("busybox") ? program : OnPath.find(tool).orElseThrow();
            Files.createSymbolicLink(tools.resolve(tool), target);
        }
        return tools;
    }
}
