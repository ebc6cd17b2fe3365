package io.vastctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.instance.SshEndpoint;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A host of its own inside this computer: network, mounts and processes in namespaces of their own, with Debian's
 * OpenSSH server, its shell, curl, one healthy card and a {@code vllm} that is a {@link ScriptedServer}. Needs root.
 * Everything in it ends when its standard input does, however this process ends.
 */
final class TestHost implements AutoCloseable {

    /** Where sshd lets us in. */
    static final int SSH = 22;
    /** The same server; stands for the provider's proxy. */
    static final int PROXY = 2222;
    /** The same server, where every command hangs. */
    static final int HANGING = 2223;
    /** Takes connections and never speaks. */
    static final int SILENT = 2224;
    /** Nobody listens there. */
    static final int CLOSED = 2225;

    private final Path folder;
    private final Process init;
    private final BufferedWriter input;
    private final BufferedReader output;
    private final String address;

    private TestHost(Path folder, Process init) {
        this.folder = folder;
        this.init = init;
        this.input = init.outputWriter(StandardCharsets.UTF_8);
        this.output = init.inputReader(StandardCharsets.UTF_8);
        this.address = "10.213." + init.pid() % 250 + ".2";
    }

    /** Starts the host with sshd running; skips the test with a message where that is not possible. */
    static TestHost start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "no test host: only root can make namespaces");
        for (String program : List.of("sshd", "ip", "unshare", "curl", "bash"))
            assumeTrue(OnPath.find(program).isPresent(), "no test host: there is no " + program + " here; see .ci/run");
        assumeTrue(
                new ProcessBuilder("unshare", "--net", "--mount", "--pid", "--fork", "true")
                                .start()
                                .waitFor()
                        == 0,
                "no test host: this computer lets nobody make namespaces");
        Path folder = Files.createTempDirectory(Path.of("/run"), "vastctl-host");
        ProcessBuilder unshare = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "sh",
                        copied(folder, "test-host.sh").toString())
                .redirectError(folder.resolve("init.log").toFile());
        unshare.environment().put("HOST", folder.toString());
        unshare.environment().put("JDK", System.getProperty("java.home"));
        TestHost host = new TestHost(folder, unshare.start());
        try {
            host.plugIn();
            host.startSshd();
            return host;
        } catch (Exception | AssertionError e) {
            host.close();
            throw e;
        }
    }

    String address() {
        return address;
    }

    SshEndpoint ssh(int port) {
        return new SshEndpoint(address, port);
    }

    Path folder() {
        return folder;
    }

    /** Runs one shell command on the host, without SSH. */
    void run(String command) {
        try {
            input.write(command);
            input.newLine();
            input.flush();
            assertThat(output.readLine()).as(command).isEqualTo("done");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts what the start script starts, as the provider would run it after the container came up. */
    void onStart(String script, String apiKey) throws IOException {
        Path file = Files.writeString(folder.resolve("onstart.sh"), script);
        run("VLLM_API_KEY=" + apiKey + " PATH=" + folder.resolve("bin") + ":$PATH sh " + file);
    }

    /** How many lines the server may print in all, from its start on: to be said before that for the first time. */
    void pace(int lines) {
        try {
            Path next = Files.writeString(folder.resolve("pace.next"), String.valueOf(lines));
            Files.move(next, folder.resolve("pace"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once the server printed so many lines, half a minute later at most. */
    void awaitPrinted(int lines) {
        String reached = "$(cat " + folder.resolve("reached") + " 2>/dev/null || echo 0)";
        run("for i in $(seq 600); do [ " + reached + " -ge " + lines + " ] && exit 0; sleep 0.05; done; exit 1");
    }

    void letIn(SshIdentity identity) {
        try {
            Path keys = Files.writeString(folder.resolve("authorized_keys"), identity.publicKeyLine() + "\n");
            Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the server's side of every SSH connection. */
    void cutConnections() {
        run("for p in /proc/[0-9]*; do if grep -aq '^sshd: root' $p/cmdline 2>/dev/null; then kill -9 ${p#/proc/}; fi;"
                + " done; true");
    }

    /** How often that stands in sshd's own log. */
    long logged(String words) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("sshd.log"))) {
            return lines.filter(line -> line.contains(words)).count();
        }
    }

    private void plugIn() throws Exception {
        assertThat(output.readLine())
                .as("init.log: " + Files.readString(folder.resolve("init.log")))
                .isEqualTo("up");
        String here = "vt" + init.pid() + "a";
        String there = "vt" + init.pid() + "b";
        String pid = String.valueOf(init.pid());
        ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", pid);
        ip("addr", "add", address.replaceAll("2$", "1/30"), "dev", here);
        ip("link", "set", here, "up");
        run("ip addr add " + address + "/30 dev " + there + " && ip link set " + there + " up");
    }

    private void startSshd() throws Exception {
        Files.createDirectories(Path.of("/run/sshd"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path classes = Files.createDirectories(folder.resolve("classes/io/vastctl/ssh"));
        try (DirectoryStream<Path> compiled = Files.newDirectoryStream(ours(), "ScriptedServer*.class")) {
            for (Path file : compiled) Files.copy(file, classes.resolve(file.getFileName()));
        }
        copied(bin, "nvidia-smi").toFile().setExecutable(true);
        Path log = copied(folder, "healthy-start.log");
        String java = folder + "/jdk/bin/java -XX:TieredStopAtLevel=1 -cp " + folder + "/classes -Dlog=" + log
                + " -Dpace=" + folder.resolve("pace") + " -Dreached=" + folder.resolve("reached");
        program(bin.resolve("vllm"), "exec " + java + " io.vastctl.ssh.ScriptedServer \"$@\"");
        program(bin.resolve("ldconfig"), "echo '\tlibcuda.so.1 (libc6,x86-64) => /usr/lib/libcuda.so.1'");
        Path config = Files.writeString(folder.resolve("sshd_config"), config(bin));
        run("nohup " + OnPath.find("sshd").orElseThrow() + " -D -e -f " + config + " 2>" + folder + "/sshd.log &");
        awaitListener(HANGING);
    }

    /** Opens {@link #SILENT}. */
    void listenSilently() {
        run("nohup " + folder.resolve("bin/vllm") + " silent " + SILENT + " &");
        awaitListener(SILENT);
    }

    /** The kernel's table has the port in hexadecimal, and 0A for a listener. */
    private void awaitListener(int port) {
        String row = String.format(":%04X [0-9A-F:]* 0A", port);
        run("for i in $(seq 200); do cat /proc/net/tcp /proc/net/tcp6 | grep -q '" + row + "' && exit 0; sleep 0.05;"
                + " done; exit 1");
    }

    private String config(Path bin) {
        SshIdentity hostKey =
                SshKeys.load(Optional.empty(), folder.resolve("no-home"), folder.resolve("hostkey"), Unlocking.NONE);
        return String.join(
                "\n",
                "AddressFamily inet",
                "Port " + SSH,
                "Port " + PROXY,
                "Port " + HANGING,
                "HostKey " + hostKey.path(),
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "StrictModes no",
                "UsePAM no",
                "UseDNS no",
                "LogLevel VERBOSE",
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "PidFile none",
                "SetEnv PATH=" + bin + ":/usr/local/bin:/usr/bin:/bin",
                "Match LocalPort " + HANGING,
                "  ForceCommand sleep 600",
                "");
    }

    private static void program(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void ip(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(process.waitFor() == 0, "no test host: " + String.join(" ", command) + ": " + said.strip());
    }

    private static Path ours() throws Exception {
        return Path.of(ScriptedServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/vastctl/ssh");
    }

    private static Path copied(Path folder, String resource) throws IOException {
        try (InputStream in = TestHost.class.getResourceAsStream(resource)) {
            Path copy = folder.resolve(resource);
            Files.copy(in, copy);
            return copy;
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
        // Its end takes everything in it along; what still writes would be in the way of deleting.
        init.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
