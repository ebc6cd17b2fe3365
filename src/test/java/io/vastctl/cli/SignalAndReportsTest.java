package io.vastctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process, a real signal: what the reports say is what the process ends with. */
@Timeout(120)
class SignalAndReportsTest {

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aSignalDuringTheWaitForNoticesLeavesTheResultAsItIs() throws Exception {
        Path pipe = home.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process run = vastctl(
                "test",
                "--speed",
                "1000000",
                "--strictness",
                "balanced",
                "--notify-cmd",
                "sh -c 'echo begun > " + pipe + "; exec sleep 600'",
                "--report",
                "json=" + home.resolve("run.json"));

        // Opened when the command of the notice writes, which is after the run is over.
        assertThat(Files.readString(pipe)).isEqualTo("begun\n");
        while (!Files.exists(home.resolve("run.json"))) Thread.onSpinWait();
        run.toHandle().destroy();

        assertThat(run.waitFor()).as(said(run)).isZero();
        assertThat(reported()).isZero();
    }

    @Test
    void aSignalDuringTheRandomWaitIsToldAsTheCodeOfTheProcess() throws Exception {
        Process run = vastctl(
                "test", "--speed", "1", "--jitter", "10d", "-v", "--report", "json=" + home.resolve("run.json"));
        try (BufferedReader err = run.errorReader()) {
            String line = err.readLine();
            while (line != null && !line.contains("--jitter: waits")) line = err.readLine();
            assertThat(line).contains("--jitter: waits");
            run.toHandle().destroy();

            assertThat(run.waitFor()).isEqualTo(143);
        }
        assertThat(reported()).isEqualTo(143);
    }

    private int reported() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(home.resolve("run.json")))
                .path("exitCode")
                .asInt(-1);
    }

    private static String said(Process run) {
        return run.errorReader().lines().reduce("", (all, line) -> all + line + "\n");
    }

    private Process vastctl(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.vastctl.Main"));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("VASTCTL_SIMULATE", "calm");
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        Process process = builder.start();
        started.add(process);
        return process;
    }
}
