package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeReport;
import io.vastctl.readiness.ProbeResult;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshProbeExecutorTest {

    private static final Duration LIMIT = ofSeconds(5);

    private final FakeTime time = new FakeTime();
    private final KeyPair key = BoxServer.newKey();
    private final BoxServer box = BoxServer.start(key);
    private final SshConnector connector = new SshConnector(key, time, SshLimits.DEFAULT);
    private final ProbeExecutor executor = connector.open();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        executor.close();
        connector.close();
        box.close();
    }

    @Test
    void bringsOutputErrorsAndExitCodesOfAllProbesAndItsOwnEcho() throws Exception {
        ProbeReport report = run(Probe.run("good", "echo fine", LIMIT), Probe.run("bad", "echo oh >&2; exit 3", LIMIT));

        assertThat(report.at()).isEqualTo(time.instant());
        assertThat(report.isTrustworthy()).isTrue();
        assertThat(report.result("good")).contains(new ProbeResult(0, "fine\n", ""));
        assertThat(report.result("bad")).contains(new ProbeResult(3, "", "oh\n"));
    }

    @Test
    void usesOneConnectionAndOneExecPerTick() throws Exception {
        for (int tick = 0; tick < 5; tick++) run(Probe.run("a", "echo a", LIMIT), Probe.run("b", "echo b", LIMIT));

        assertThat(box.logins()).isEqualTo(1);
        assertThat(box.commands()).isEqualTo(5);
    }

    @Test
    void aProbeThatHangsCostsOnlyItself() throws Exception {
        ProbeReport report =
                run(Probe.run("hung", "echo begun; sleep 20", ofMillis(900)), Probe.run("quick", "echo there", LIMIT));

        assertThat(report.result("hung").orElseThrow().timedOut()).isTrue();
        assertThat(report.stdout("hung")).isEqualTo("begun\n");
        assertThat(report.stdout("quick")).isEqualTo("there\n");
    }

    @Test
    void keepsBytesAndAwkwardCommandsAsTheyAre() throws Exception {
        String awkward = "printf '%s|' \"it's\" '$HOME' '`id`' '\\n' 'a\nb' 'ünï🚀' '# no comment' '\"'";

        ProbeReport report = run(
                Probe.run("awkward", awkward, LIMIT),
                Probe.run("binary", "printf 'a\\000b\\377c\\n\\n'", LIMIT),
                Probe.run("silent", ":", LIMIT),
                Probe.run("reads", "cat; echo end", LIMIT));

        assertThat(report.stdout("awkward")).isEqualTo("it's|$HOME|`id`|\\n|a\nb|ünï🚀|# no comment|\"|");
        assertThat(report.stdout("binary")).isEqualTo("a\0b\uFFFDc\n\n");
        assertThat(report.result("silent")).contains(new ProbeResult(0, "", ""));
        assertThat(report.stdout("reads")).isEqualTo("end\n");
    }

    @Test
    void followsALogThatGrowsAndIsMadeAnew() throws Exception {
        Path log = folder.resolve("it's a log");
        Probe follow = Probe.follow("log", log.toString(), LIMIT);

        ProbeReport missing = run(follow);
        Files.writeString(log, "one\ntwo ü");
        ProbeReport first = run(follow);
        Files.writeString(log, "\nthree\n", StandardOpenOption.APPEND);
        ProbeReport grown = run(follow);
        Files.writeString(log, "anew\n");
        ProbeReport anew = run(follow);

        assertThat(missing.result("log").orElseThrow().exitCode()).isEqualTo(1);
        assertThat(first.stdout("log")).isEqualTo("one\ntwo ü");
        assertThat(grown.stdout("log")).isEqualTo("one\ntwo ü\nthree\n");
        assertThat(anew.stdout("log")).isEqualTo("anew\n");
    }

    @Test
    void catchesUpWithALogThatGrowsTooFast() throws Exception {
        Path log = folder.resolve("big.log");
        byte[] content = new byte[ProbeScript.FOLLOW_BYTES + 1000];
        Arrays.fill(content, (byte) 'x');
        Files.write(log, content);
        Probe follow = Probe.follow("log", log.toString(), LIMIT);

        assertThat(run(follow).stdout("log")).hasSize(ProbeScript.FOLLOW_BYTES);
        assertThat(run(follow).stdout("log")).hasSize(content.length);
    }

    @Test
    void goesOnReadingALogAfterAReconnect() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "one\n");
        Probe follow = Probe.follow("log", log.toString(), LIMIT);
        run(follow);
        box.cutConnections();
        Files.writeString(log, "two\n", StandardOpenOption.APPEND);

        assertThat(look(follow)).isInstanceOf(ProbeLook.Unreachable.class);
        assertThat(run(follow).stdout("log")).isEqualTo("one\ntwo\n");
        assertThat(box.logins()).isEqualTo(2);
    }

    @Test
    void tunnelsToALoopbackPortOfTheMachine() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answers = new Thread(() -> greetOnce(service));
            answers.start();
            run(Probe.run("a", ":", LIMIT));

            int port = executor.tunnelTo(service.getLocalPort());

            assertThat(port).isNotEqualTo(service.getLocalPort());
            assertThat(executor.tunnelTo(service.getLocalPort())).isEqualTo(port);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(5000);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello");
            }
            answers.join();
        }
    }

    @Test
    void staysConnectedThroughManyHeartbeats() throws Exception {
        SshLimits lively = new SshLimits(ofSeconds(10), ofSeconds(10), ofMillis(400));
        try (SshConnector livelyConnector = new SshConnector(key, time, lively);
                ProbeExecutor livelyExecutor = livelyConnector.open()) {
            for (int tick = 0; tick < 2; tick++) {
                assertThat(livelyExecutor.run(List.of(box.endpoint()), List.of(Probe.run("slow", "sleep 1", LIMIT))))
                        .isInstanceOf(ProbeLook.Answered.class);
            }
        }
        assertThat(box.logins()).isEqualTo(1);
    }

    @Test
    void cannotTunnelWithoutAConnection() {
        assertThatThrownBy(() -> executor.tunnelTo(8000)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"ssh-rsa,2048", "ecdsa-sha2-nistp256,256"})
    void logsInWithOtherKindsOfKeys(String type, int bits) throws Exception {
        KeyPair other = BoxServer.newKey(type, bits);
        try (BoxServer otherBox = BoxServer.start(other);
                SshConnector otherConnector = new SshConnector(other, time, SshLimits.DEFAULT);
                ProbeExecutor otherExecutor = otherConnector.open()) {
            assertThat(otherExecutor.run(List.of(otherBox.endpoint()), List.of()))
                    .isInstanceOf(ProbeLook.Answered.class);
        }
    }

    private static void greetOnce(ServerSocket service) {
        try (Socket socket = service.accept()) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProbeReport run(Probe... probes) throws InterruptedException {
        ProbeLook look = look(probes);
        assertThat(look).isInstanceOf(ProbeLook.Answered.class);
        return ((ProbeLook.Answered) look).report();
    }

    private ProbeLook look(Probe... probes) throws InterruptedException {
        return executor.run(List.of(box.endpoint()), List.of(probes));
    }
}
