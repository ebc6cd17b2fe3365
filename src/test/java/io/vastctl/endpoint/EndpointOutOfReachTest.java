package io.vastctl.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vastctl.readiness.EndpointCheck.Result.Unreachable;
import io.vastctl.readiness.EndpointCheck.Result.WrongAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EndpointOutOfReachTest {

    private static final String KEY = "endpoint-secret-4711";
    private static final String MODEL = "org/model";
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/v1");

    private final OpenAiEndpointCheck check = new OpenAiEndpointCheck(new TickingClock(), Duration.ofSeconds(5));

    @Test
    void aClosedPortIsUnreachable() throws IOException, InterruptedException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertThat(check.ask(URI.create("http://127.0.0.1:" + closed + "/v1"), MODEL, KEY))
                .isInstanceOfSatisfying(
                        Unreachable.class, none -> assertThat(none.detail()).contains("ConnectException"));
    }

    @Test
    void anotherProtocolOnThePortIsAWrongAnswer() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> banner = CompletableFuture.runAsync(() -> greet(socket));
            URI ssh = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");

            assertThat(check.ask(ssh, MODEL, KEY))
                    .isInstanceOfSatisfying(
                            WrongAnswer.class,
                            wrong -> assertThat(wrong.detail()).contains("does not speak HTTP"));
            banner.join();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndTravelsUp() {
        Thread.currentThread().interrupt();

        assertThat(catchThrowable(() -> check.ask(NOWHERE, MODEL, KEY))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static void greet(ServerSocket socket) {
        try (Socket peer = socket.accept()) {
            peer.getOutputStream().write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.getOutputStream().flush();
            peer.getInputStream().readNBytes(100);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
