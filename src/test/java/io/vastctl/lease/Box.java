package io.vastctl.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A rented machine, as far as the lease sees one: a real shell with the tools of its image, a clock that
 * only {@code sleep} moves, and an API on loopback. After a number of ticks its {@code sleep} ends the loop.
 */
final class Box implements AutoCloseable {

    static final String KEY = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    static final long START = 1_800_000_000L;

    /** One destroy as it reached the API, with the machine's clock and all command lines of that moment. */
    record Destroy(long at, String request, Map<String, String> headers, String body, List<String> commandLines) {}

    private final Path folder;
    private final Path tools;
    private final HttpServer api;
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<ProcessHandle> started = new ArrayList<>();
    private final List<Path> links = new ArrayList<>();
    final List<Destroy> destroys = new CopyOnWriteArrayList<>();
    final LeasePaths paths;

    /** @param programs of this computer that the image has besides the usual ones */
    Box(Path folder, String shell, String... programs) throws IOException {
        this.folder = folder;
        tools = Files.createDirectory(folder.resolve("bin"));
        Path program = find(shell);
        tool("sh", program);
        for (String name : List.of("cat", "tr", "sed", "mv", "rm", "setsid", "chmod"))
            tool(name, shell.equals("busybox") ? program : find(name));
        for (String name : programs) tool(name, name.equals("python3") ? python() : find(name));
        fake("date", "read -r now < " + folder + "/clock; echo $now");
        fake("sleep", SLEEP.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("environ"), "PATH=/usr/bin\0HOME=/root\0");
        clock(START);
        environment.put("CONTAINER_ID", "4711");
        environment.put("CONTAINER_API_KEY", KEY);
        paths = new LeasePaths(folder + "/lease", folder + "/lease.log", folder + "/environ", ":/nowhere");
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", this::answer);
        api.start();
    }

    static Stream<String> shells() {
        return Stream.of("dash", "busybox");
    }

    String url() {
        return "http://127.0.0.1:" + api.getAddress().getPort();
    }

    /** The terms of a rental made that many seconds before {@link #START}. */
    LeaseTerms terms(Duration lease, long secondsBefore) {
        return new LeaseTerms(lease, Instant.ofEpochSecond(START - secondsBefore), url());
    }

    void clock(long epochSeconds) throws IOException {
        Files.writeString(folder.resolve("clock"), epochSeconds + "\n");
    }

    long clock() {
        return Long.parseLong(read("clock").strip());
    }

    /** The file of the lease as it is now; empty if there is none. */
    String file() {
        return read("lease").strip();
    }

    void file(String content) throws IOException {
        Files.writeString(folder.resolve("lease"), content);
    }

    String log() {
        return read("lease.log");
    }

    void environ(String content) throws IOException {
        Files.writeString(folder.resolve("environ"), content);
    }

    void unset(String variable) {
        environment.remove(variable);
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** What the API answers to the next destroys; 200 afterwards. Zero: it hangs up. */
    void answers(Integer... codes) {
        answers.addAll(List.of(codes));
    }

    void apiIsGone() {
        api.stop(0);
    }

    /** Shell text that runs on the machine within that tick, while the loop sleeps. */
    void during(int tick, String text) throws IOException {
        Files.writeString(folder.resolve("during." + tick), text + "\n");
    }

    /** Has a program of that name on the machine, or another one in its place. */
    void fake(String name, String text) throws IOException {
        Path file = tools.resolve(name);
        Files.deleteIfExists(file);
        // The real /bin/sh: the fakes are no part of what is tested.
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a start script like Vast.ai does, and returns its output when all that it left behind has ended too. */
    String start(String script, int ticks) throws Exception {
        Files.writeString(folder.resolve("left"), ticks + "\n");
        Files.writeString(folder.resolve("ticks"), "0\n");
        // All that the script starts inherits descriptor 9, and cat ends when the last of them has closed it.
        return run("{\n" + script + "\n} 9>&1 | cat");
    }

    /** The ids of the processes that slept, one for each tick. */
    List<String> sleepers() {
        return read("sleepers").lines().toList();
    }

    String run(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(tools.resolve("sh").toString(), "-c", script);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", tools.toString());
        Process process = builder.redirectErrorStream(true).start();
        started.add(process.toHandle());
        process.getOutputStream().close();
        // A loop that does not end must not hang the build.
        Thread guard = new Thread(() -> killAfterAMinute(process));
        guard.setDaemon(true);
        guard.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        guard.interrupt();
        return output;
    }

    private void killAfterAMinute(Process process) {
        try {
            if (!new CountDownLatch(1).await(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                loops().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            // It ended by itself.
        }
    }

    /** The living loops of this machine, and nothing else of this computer: its folder stands in their text. */
    Stream<ProcessHandle> loops() {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).contains(paths.file() + "\n"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            destroys.add(new Destroy(
                    clock(),
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    commandLines()));
            int code = answers.isEmpty() ? 200 : answers.poll();
            if (code == 0) return;
            byte[] body = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static List<String> commandLines() {
        return ProcessHandle.allProcesses()
                .map(process -> commandLine(process.pid()))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private String read(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tool(String name, Path target) throws IOException {
        links.add(Files.createSymbolicLink(tools.resolve(name), target));
    }

    private static Path find(String program) {
        Optional<Path> found = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "there is no " + program + " here");
        return found.orElseThrow();
    }

    /** The interpreter itself: what stands on PATH may be a script that chooses one. */
    private static Path python() throws IOException {
        Process asked =
                new ProcessBuilder(find("python3").toString(), "-c", "import sys; print(sys.executable)").start();
        return Path.of(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    @Override
    public void close() {
        api.stop(0);
        loops().forEach(ProcessHandle::destroyForcibly);
        started.forEach(ProcessHandle::destroyForcibly);
        // JUnit warns of each link that it has to take away itself.
        links.forEach(link -> link.toFile().delete());
    }

    // Runs what is planned for this tick, then moves the clock; after the last one the loop that sleeps is ended.
    private static final String SLEEP = """
            # Two loops may sleep at once: a file is replaced, so that none is ever seen half-written.
            put() { echo $2 > $1.$$; mv $1.$$ $1; }
            cd FOLDER
            echo $PPID >> sleepers
            read -r tick < ticks
            read -r left < left
            tick=$((tick + 1))
            put ticks $tick
            if [ $tick -gt $left ]; then kill -9 $PPID; exit; fi
            if [ -f during.$tick ]; then . ./during.$tick; fi
            read -r now < clock
            put clock $((now + $1))""";
}
