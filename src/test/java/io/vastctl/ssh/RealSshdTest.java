package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeLook.Answered;
import io.vastctl.readiness.ProbeLook.Trouble;
import io.vastctl.readiness.ProbeLook.Unreachable;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.time.FakeTime;
import io.vastctl.time.Sleeper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against OpenSSH's own server, where there is one and we may log in as root. */
class RealSshdTest {

    private static final Probe PROBE = Probe.run("who", "sleep 0.4; echo \"it's $(id -un)\"; exit 4", ofSeconds(5));

    @TempDir
    private Path folder;

    private Optional<Process> sshd = Optional.empty();
    private SshEndpoint endpoint = new SshEndpoint("127.0.0.1", 0);

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = OnPath.find("sshd");
        assumeTrue(program.isPresent(), "there is no sshd here: apt-get install openssh-server");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can let root log in");
        Files.createDirectories(Path.of("/run/sshd"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint = new SshEndpoint("127.0.0.1", free.getLocalPort());
        }
        SshIdentity hostKey = identity("host");
        Path config = Files.writeString(
                folder.resolve("sshd_config"),
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1",
                        "Port " + endpoint.port(),
                        "HostKey " + hostKey.path(),
                        "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                        "StrictModes no",
                        "UsePAM no",
                        "PermitRootLogin prohibit-password",
                        "PasswordAuthentication no",
                        "PidFile none",
                        ""));
        sshd = Optional.of(new ProcessBuilder(program.get().toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start());
    }

    @AfterEach
    void stop() throws Exception {
        if (sshd.isEmpty()) return;
        sshd.get().destroy();
        sshd.get().waitFor(5, TimeUnit.SECONDS);
    }

    @Test
    void runsProbesAndFollowsLogsOverOneConnection() throws Exception {
        SshIdentity ours = identity("client");
        authorize(ours);
        Path log = Files.writeString(folder.resolve("log"), "one\n");
        Probe follow = Probe.follow("log", log.toString(), ofSeconds(5));
        SshLimits lively = new SshLimits(ofSeconds(10), ofSeconds(10), ofMillis(400));
        try (SshConnector connector = new SshConnector(ours.keyPair().orElseThrow(), new FakeTime(), lively);
                ProbeExecutor executor = connector.open()) {
            Answered first = answered(executor, follow);
            Files.writeString(log, "one\ntwo\n");
            Answered second = answered(executor, follow);

            assertThat(first.report().isTrustworthy()).isTrue();
            assertThat(first.report().result("who")).contains(new ProbeResult(4, "it's root\n", ""));
            assertThat(second.report().stdout("log")).isEqualTo("one\ntwo\n");
        }
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void aKeyTheServerDoesNotKnowIsRefused() throws Exception {
        authorize(identity("somebody"));
        KeyPair unknown = BoxServer.newKey();
        try (SshConnector connector = new SshConnector(unknown, new FakeTime(), SshLimits.DEFAULT);
                ProbeExecutor executor = connector.open()) {
            assertThat(onceUp(executor, PROBE))
                    .isInstanceOfSatisfying(
                            Unreachable.class,
                            refused -> assertThat(refused.trouble()).isEqualTo(Trouble.KEY_REFUSED));
        }
    }

    private Answered answered(ProbeExecutor executor, Probe follow) throws InterruptedException {
        ProbeLook look = onceUp(executor, PROBE, follow);
        assertThat(look).isInstanceOf(Answered.class);
        return (Answered) look;
    }

    /** The server needs a moment to listen, and has no way to tell. */
    private ProbeLook onceUp(ProbeExecutor executor, Probe... probes) throws InterruptedException {
        ProbeLook look = executor.run(List.of(endpoint), List.of(probes));
        for (int tries = 0; tries < 50 && isRefused(look); tries++) {
            Sleeper.REAL.sleep(ofMillis(100));
            look = executor.run(List.of(endpoint), List.of(probes));
        }
        return look;
    }

    private static boolean isRefused(ProbeLook look) {
        return look instanceof Unreachable unreachable && unreachable.trouble() == Trouble.REFUSED;
    }

    private SshIdentity identity(String name) {
        return SshKeys.load(Optional.empty(), folder.resolve("no-home"), folder.resolve(name), Unlocking.NONE);
    }

    private void authorize(SshIdentity identity) throws IOException {
        Path keys = Files.writeString(folder.resolve("authorized_keys"), identity.publicKeyLine() + "\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    }

    private long logins() throws IOException {
        return Files.readString(folder.resolve("sshd.log"))
                .lines()
                .filter(line -> line.startsWith("Accepted publickey for root"))
                .count();
    }
}
