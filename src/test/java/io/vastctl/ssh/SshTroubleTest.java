package io.vastctl.ssh;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.Probe;
import io.vastctl.readiness.ProbeExecutor;
import io.vastctl.readiness.ProbeLook;
import io.vastctl.readiness.ProbeLook.Trouble;
import io.vastctl.readiness.ProbeLook.Unreachable;
import io.vastctl.time.FakeTime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trouble on the way to the login. */
class SshTroubleTest {

    private static final Probe PROBE = Probe.run("a", "echo a", ofSeconds(1));

    private final KeyPair key = BoxServer.newKey();
    private final SshConnector connector =
            new SshConnector(key, new FakeTime(), new SshLimits(ofSeconds(10), ofSeconds(10), ofSeconds(10)));
    private final SshConnector hasty =
            new SshConnector(key, new FakeTime(), new SshLimits(ofMillis(300), ofMillis(300), ofSeconds(10)));
    private final ProbeExecutor executor = connector.open();

    @AfterEach
    void stop() {
        connector.close();
        hasty.close();
    }

    @Test
    void noAddressYetIsNoAnswer() throws Exception {
        assertThat(trouble(executor.run(List.of(), List.of(PROBE)))).isEqualTo(Trouble.TIMEOUT);
    }

    @Test
    void aClosedPortIsRefused() throws Exception {
        Unreachable seen = (Unreachable) look(executor, closedPort());

        assertThat(seen.trouble()).isEqualTo(Trouble.REFUSED);
        assertThat(seen.detail()).startsWith("127.0.0.1:").contains("refused").doesNotContain("\n");
    }

    @Test
    void aServerThatNeverSpeaksHasNoBanner() throws Exception {
        try (ServerSocket silent = listen()) {
            Unreachable seen = (Unreachable) look(hasty.open(), endpoint(silent));

            assertThat(seen.trouble()).isEqualTo(Trouble.NO_BANNER);
            assertThat(seen.detail()).contains("no SSH server introduces itself");
        }
    }

    @Test
    void aServerThatHangsUpAtOnceHasNoBanner() throws Exception {
        try (ServerSocket service = listen()) {
            Thread server = answerOnce(service, "");
            assertThat(trouble(look(executor, endpoint(service)))).isEqualTo(Trouble.NO_BANNER);
            server.join();
        }
    }

    @Test
    void aServerThatIsNoSshServerHasNoBanner() throws Exception {
        try (ServerSocket service = listen()) {
            Thread server = answerOnce(service, "HTTP/1.1 400 Bad Request\r\n\r\n");
            assertThat(trouble(look(executor, endpoint(service)))).isEqualTo(Trouble.NO_BANNER);
            server.join();
        }
    }

    @Test
    void anSshServerThatHangsUpAfterItsBannerIsClosed() throws Exception {
        try (ServerSocket service = listen()) {
            Thread server = answerOnce(service, "SSH-2.0-OpenSSH_9.2\r\n");
            assertThat(trouble(look(executor, endpoint(service)))).isEqualTo(Trouble.CLOSED);
            server.join();
        }
    }

    @Test
    void theProxysWordsAboutForwardingCountBeforeTheHangUp() throws Exception {
        try (ServerSocket service = listen()) {
            Thread server = answerOnce(
                    service, "Error: remote port forwarding failed for listen port 10234\r\nSSH-2.0-proxy\r\n");
            assertThat(trouble(look(executor, endpoint(service)))).isEqualTo(Trouble.FORWARDING_FAILED);
            server.join();
        }
    }

    @Test
    void aRefusedKeyIsPermissionDeniedAndOnlyOurKeyIsOffered() throws Exception {
        try (BoxServer box = BoxServer.start(BoxServer.newKey())) {
            Unreachable seen = (Unreachable) look(executor, box.endpoint());

            assertThat(seen.trouble()).isEqualTo(Trouble.KEY_REFUSED);
            assertThat(seen.detail()).contains("permission denied");
            assertThat(box.keysShown()).isEqualTo(1);
        }
    }

    @Test
    void aBannerDoesNotDisturb() throws Exception {
        try (BoxServer box = BoxServer.start(key).saying("Welcome to vast.ai. If authentication fails, try again")) {
            assertThat(look(executor, box.endpoint())).isInstanceOf(ProbeLook.Answered.class);
        }
    }

    @Test
    void aKeyRefusedBehindTheForwardingBannerIsTheProxysTrouble() throws Exception {
        try (BoxServer box = BoxServer.start(BoxServer.newKey()).saying("remote port forwarding failed")) {
            assertThat(trouble(look(executor, box.endpoint()))).isEqualTo(Trouble.FORWARDING_FAILED);
        }
    }

    @Test
    void anotherHostKeyOnTheSameAddressIsTold() throws Exception {
        BoxServer box = BoxServer.start(key);
        SshEndpoint endpoint = box.endpoint();
        look(executor, endpoint);
        box.close();
        Trouble afterClose = trouble(look(executor, endpoint));
        try (BoxServer other = BoxServer.start(endpoint.port(), key, BoxServer.newKey(), UnaryOperator.identity());
                BoxServer elsewhere = BoxServer.start(key)) {
            ProbeLook changed = executor.run(List.of(endpoint, elsewhere.endpoint()), List.of(PROBE));

            assertThat(afterClose).isEqualTo(Trouble.LOST);
            assertThat(trouble(changed)).isEqualTo(Trouble.HOST_KEY_CHANGED);
            assertThat(other.logins()).isZero();
            assertThat(elsewhere.logins()).isZero();
            assertThat(look(connector.open(), endpoint)).isInstanceOf(ProbeLook.Answered.class);
        }
    }

    @Test
    void triesTheOtherWayInAndRemembersIt() throws Exception {
        try (BoxServer box = BoxServer.start(key);
                BoxServer direct = BoxServer.start(key)) {
            SshEndpoint dead = closedPort();
            ProbeLook first = executor.run(List.of(dead, box.endpoint()), List.of(PROBE));
            box.cutConnections();
            executor.run(List.of(direct.endpoint(), box.endpoint()), List.of(PROBE));
            ProbeLook again = executor.run(List.of(direct.endpoint(), box.endpoint()), List.of(PROBE));

            assertThat(first).isInstanceOf(ProbeLook.Answered.class);
            assertThat(again).isInstanceOf(ProbeLook.Answered.class);
            assertThat(box.logins()).isEqualTo(2);
            assertThat(direct.logins()).isZero();
        }
    }

    @Test
    void theBestEndpointsTroubleCountsAndAllAreQuoted() throws Exception {
        try (BoxServer proxy = BoxServer.start(BoxServer.newKey())) {
            ProbeLook booting = executor.run(List.of(closedPort(), proxy.endpoint()), List.of(PROBE));

            assertThat(trouble(booting)).isEqualTo(Trouble.REFUSED);
            assertThat(((Unreachable) booting).detail()).contains("refused", "; ", "permission denied");
        }
    }

    @Test
    void aSilentBestEndpointLeavesTheWordToTheNext() {
        SshEndpoint direct = new SshEndpoint("203.0.113.7", 40022);
        SshEndpoint proxy = new SshEndpoint("ssh5.vast.ai", 12345);

        Unreachable seen = Login.summary(
                List.of(direct, proxy),
                Map.of(
                        direct, new Unreachable(Trouble.TIMEOUT, "direct: no answer"),
                        proxy, new Unreachable(Trouble.KEY_REFUSED, "proxy: permission denied")));

        assertThat(seen).isEqualTo(new Unreachable(Trouble.KEY_REFUSED, "direct: no answer; proxy: permission denied"));
    }

    @Test
    void anInterruptWhileConnectingTravelsUp() throws Exception {
        try (ServerSocket silent = listen()) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> look(executor, endpoint(silent))).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    private static ProbeLook look(ProbeExecutor executor, SshEndpoint endpoint) throws InterruptedException {
        return executor.run(List.of(endpoint), List.of(PROBE));
    }

    private static Trouble trouble(ProbeLook look) {
        assertThat(look).isInstanceOf(Unreachable.class);
        return ((Unreachable) look).trouble();
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static SshEndpoint endpoint(ServerSocket socket) {
        return new SshEndpoint("127.0.0.1", socket.getLocalPort());
    }

    private static SshEndpoint closedPort() throws IOException {
        try (ServerSocket socket = listen()) {
            return endpoint(socket);
        }
    }

    private static Thread answerOnce(ServerSocket service, String text) {
        Thread server = new Thread(() -> {
            try (Socket socket = service.accept();
                    OutputStream out = socket.getOutputStream()) {
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                // Unread input would turn the end into a reset, which overtakes the text.
                if (!text.isEmpty()) socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        server.start();
        return server;
    }
}
