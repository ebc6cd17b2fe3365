package io.vastctl.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PlainHttpTest {

    private final OkHttpClient client =
            PlainHttp.builder().readTimeout(Duration.ofMinutes(5)).build();

    @Test
    void anInterruptEndsABlockedCallAtOnce() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> end = new CompletableFuture<>();
            Thread caller = new Thread(() -> end.complete(run(call(silent))));
            caller.start();
            try (Socket peer = silent.accept()) {
                peer.getInputStream().read(); // the request is on its way, the answer never comes
                caller.interrupt();

                assertThat(end.join()).isEqualTo("InterruptedException");
                caller.join();
            }
        }
    }

    @Test
    void anAnswerThatIsTooLongIsCut() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serveTenBytes(server));

            PlainHttp.Answer answer = PlainHttp.run(call(server), 4);

            assertThat(answer.text()).isEqualTo("0123");
            assertThat(answer.truncated()).isTrue();
            assertThat(answer.toString()).doesNotContain("0123");
            served.join();
        }
    }

    private String run(Call call) {
        try {
            return PlainHttp.run(call, 100).toString();
        } catch (IOException | InterruptedException e) {
            return e.getClass().getSimpleName();
        }
    }

    private Call call(ServerSocket server) {
        return client.newCall(new Request.Builder()
                .url("http://127.0.0.1:" + server.getLocalPort() + "/")
                .build());
    }

    private static void serveTenBytes(ServerSocket server) {
        try (Socket peer = server.accept()) {
            peer.getInputStream().read();
            peer.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"
                            .getBytes(StandardCharsets.US_ASCII));
            peer.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
