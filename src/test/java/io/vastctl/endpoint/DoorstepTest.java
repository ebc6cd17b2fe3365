package io.vastctl.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.EndpointCheck.Knock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorstepTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @ParameterizedTest
    @CsvSource({"vastctl-port-proof 7, vastctl-port-proof 7", "SSH-2.0-x, SSH-2.0-x"})
    void tellsTheFirstLineThatIsSaid(String said, String heard) throws Exception {
        try (ServerSocket door = door()) {
            Thread host = greet(door, said + "\nmore\n");

            assertThat(knock(door).said()).contains(heard);
            host.join();
        }
    }

    @Test
    void aDoorThatClosesAtOnceSaidNothing() throws Exception {
        try (ServerSocket door = door()) {
            Thread host = greet(door, "");

            assertThat(knock(door)).satisfies(knock -> {
                assertThat(knock.said()).isEmpty();
                assertThat(knock.detail()).contains("without a word");
            });
            host.join();
        }
    }

    @Test
    void silenceAndAClosedPortAreToldApart() throws Exception {
        int closed;
        try (ServerSocket door = door()) {
            closed = door.getLocalPort();
            assertThat(knock(door).detail()).contains("SocketTimeoutException");
        }
        assertThat(Doorstep.knock(new SshEndpoint("127.0.0.1", closed), SHORT).detail())
                .contains("ConnectException");
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        try (ServerSocket door = door()) {
            Thread.currentThread().interrupt();

            assertThat(catchThrowable(() -> knock(door))).isInstanceOf(InterruptedException.class);
        }
    }

    private static ServerSocket door() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static Knock knock(ServerSocket door) throws InterruptedException {
        return Doorstep.knock(new SshEndpoint("127.0.0.1", door.getLocalPort()), SHORT);
    }

    private static Thread greet(ServerSocket door, String words) {
        Thread host = new Thread(() -> {
            try (Socket visitor = door.accept()) {
                visitor.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        host.start();
        return host;
    }
}
