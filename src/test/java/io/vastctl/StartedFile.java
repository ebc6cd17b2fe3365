package io.vastctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The packaged file, started as a program in a home of its own; nothing is made in the background unless asked for. */
final class StartedFile {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final Path home;
    final Map<String, String> environment = new HashMap<>();
    Path file = JarProcess.jar();

    StartedFile(Path home) {
        this.home = home;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("XDG_CACHE_HOME", cache().toString());
        environment.put("VASTCTL_JAVA", JarProcess.java());
        environment.put("CI", "true");
    }

    Path cache() {
        return home.resolve("cache");
    }

    StartedFile with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    StartedFile without(String variable) {
        environment.remove(variable);
        return this;
    }

    JarProcess run(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(args));
        return JarProcess.start(home, home, environment, command);
    }

    /** Whether a command, which must work and say only what it should, takes its classes from an archive. */
    boolean usesArchive() throws Exception {
        Path log = home.resolve("loaded.txt");
        Files.deleteIfExists(log);
        String before = environment.get("VASTCTL_JAVA_OPTS");
        with("VASTCTL_JAVA_OPTS", "-Xlog:class+load:file=" + log);
        JarProcess run = run("bad-hosts", "list").exits(0);
        if (before == null) without("VASTCTL_JAVA_OPTS");
        assertThat(run.out()).isEqualTo("No bad hosts.\n");
        assertThat(run.err()).isEmpty();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.anyMatch(line -> line.contains("picocli.CommandLine source: shared objects file"));
        }
    }

    /** Waits for what another process makes. */
    List<Path> waitFor(String name) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            List<Path> found = files(name);
            if (!found.isEmpty()) return found;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("no " + name + " in " + cache());
    }

    /** Waits until there is none by that name. */
    void waitForTheEndOf(String name) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!files(name).isEmpty() && System.nanoTime() < giveUp)
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        assertThat(files(name)).isEmpty();
    }

    /** The files in the cache with this name, which may be a pattern such as {@code *.jsa}. */
    List<Path> files(String name) throws IOException {
        if (!Files.exists(cache())) return List.of();
        String pattern = name.replace(".", "\\.").replace("*", ".*");
        try (Stream<Path> all = Files.walk(cache())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
        } catch (UncheckedIOException vanished) {
            return files(name);
        }
    }
}
