package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged JAR as a process of its own, in a home and an environment of its own. */
final class JarProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path out;
    private final Path err;

    private JarProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** {@code java -jar vastctl.jar} with these arguments. */
    static JarProcess start(Path home, String... args) throws IOException {
        return start(home, Map.of(), args);
    }

    static JarProcess start(Path home, Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar().toString()));
        command.addAll(List.of(args));
        return start(home, home, environment, command);
    }

    static JarProcess start(Path home, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path out = Files.createTempFile(home, "stdout", ".txt");
        Path err = Files.createTempFile(home, "stderr", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
        builder.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        builder.environment().putAll(environment);
        return new JarProcess(builder.start(), out, err);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Path jar() {
        return Path.of(System.getProperty("vastctl.jar", "target/vastctl.jar")).toAbsolutePath();
    }

    /** Waits until stderr holds the text. */
    JarProcess says(String text) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!err().contains(text)) {
            assertThat(process.isAlive() && System.nanoTime() < giveUp)
                    .as("no \"%s\" in stderr:%n%s", text, err())
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return this;
    }

    /** Waits until stdout holds the text, for a process that goes on after its result. */
    JarProcess prints(String text) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!out().contains(text)) {
            assertThat(process.isAlive() && System.nanoTime() < giveUp)
                    .as("no \"%s\" in stdout:%n%s%nstderr:%n%s", text, out(), err())
                    .isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it if it still runs, for the end of a test that failed in the middle. */
    void end() {
        process.destroyForcibly();
    }

    /** Sends a signal by its name, {@code TERM}. */
    JarProcess signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
        return this;
    }

    /** Sends a signal, unless it has ended by itself meanwhile, and waits for the end. */
    void signalIfAlive(String name) throws IOException, InterruptedException {
        if (process.isAlive())
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        exitCode();
    }

    /** Waits for the end, whatever the code. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE + ":\n" + err());
        }
        return process.exitValue();
    }

    /** Waits for the end and fails with everything that was said if it is another code. */
    JarProcess exits(int code) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE + ":\n" + err());
        }
        assertThat(process.exitValue())
                .as("stdout:%n%s%nstderr:%n%s", out(), err())
                .isEqualTo(code);
        return this;
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out());
    }
}
