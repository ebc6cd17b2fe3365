package io.vastctl.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over real sockets. */
class LoopbackServerTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static LoopbackServer serve(int connections, Duration longest) throws IOException {
        return LoopbackServer.open(
                new Listening("--http", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false),
                path -> path.equals("/broken")
                        ? broken()
                        : path.equals("/") ? HttpAnswer.text(200, "hello") : HttpAnswer.text(404, "none"),
                new LoopbackServer.Bounds(connections, 1024, longest));
    }

    private static HttpAnswer broken() {
        throw new IllegalStateException("secret inside");
    }

    private static Socket connect(LoopbackServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String send(LoopbackServer server, String request) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String ask(LoopbackServer server, String method, String path, String host) throws IOException {
        return send(server, method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    @Test
    void whatIsAskedForIsAnsweredAndNothingIsKeptOrFramed() throws IOException {
        try (LoopbackServer server = serve(4, LONG)) {
            assertThat(ask(server, "GET", "/?a=1", "127.0.0.1:9464"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Cache-Control: no-store", "Content-Security-Policy: default-src 'none'", "nosniff")
                    .endsWith("\r\n\r\nhello\n");
            assertThat(ask(server, "HEAD", "/", "localhost"))
                    .contains("Content-Length: 6")
                    .endsWith("\r\n\r\n");
            assertThat(ask(server, "GET", "/other", "[::1]:1")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void ordersOthersNamesAndWhatIsNoRequestAreRefused() throws IOException {
        Map<String, Integer> methods =
                Map.of("POST", 405, "PUT", 405, "DELETE", 405, "OPTIONS", 405, "PATCH", 405, "TRACE", 405);
        try (LoopbackServer server = serve(4, LONG)) {
            for (Map.Entry<String, Integer> one : methods.entrySet())
                assertThat(ask(server, one.getKey(), "/", "127.0.0.1"))
                        .startsWith("HTTP/1.1 " + one.getValue() + " ")
                        .contains("Allow: GET, HEAD");
            for (String host : List.of("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil", "10.0.0.1:80", ""))
                assertThat(ask(server, "GET", "/", host)).as(host).startsWith("HTTP/1.1 403 ");
            assertThat(send(server, "GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(send(server, "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(ask(server, "GET", "http://evil.example/", "localhost")).startsWith("HTTP/1.1 400 ");
            assertThat(send(server, "hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(send(server, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(2000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(send(
                            server,
                            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40000\r\n\r\n" + "x".repeat(40_000)))
                    .startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void aPageThatCannotBeMadeTellsNothingOfWhy() throws IOException {
        try (LoopbackServer server = serve(4, LONG)) {
            assertThat(ask(server, "GET", "/broken", "localhost"))
                    .startsWith("HTTP/1.1 500 ")
                    .doesNotContain("secret inside");
            assertThat(ask(server, "GET", "/", "localhost")).contains("hello");
        }
    }

    @Test
    void slowClientsKeepNobodyOut() throws IOException {
        try (LoopbackServer server = serve(3, LONG)) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Socket socket = connect(server);
                socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.ISO_8859_1));
                slow.add(socket);
            }

            assertThat(ask(server, "GET", "/", "localhost")).contains("hello");
            assertThat(isCutOff(slow.get(0))).isTrue();
            for (Socket socket : slow) socket.close();
        }
    }

    @Test
    void aClientThatSaysNothingIsCutOffInTime() throws IOException {
        try (LoopbackServer server = serve(3, Duration.ofMillis(100));
                Socket silent = connect(server)) {
            assertThat(isCutOff(silent)).isTrue();
        }
    }

    private static boolean isCutOff(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void itListensOnThisComputerAloneAndLetsGoOfItsPort() throws IOException {
        assertThatThrownBy(() -> new Listening("--http", new InetSocketAddress("0.0.0.0", 0), false))
                .isInstanceOf(IllegalArgumentException.class);
        LoopbackServer server = serve(3, LONG);
        int port = server.port();
        try (server) {
            ask(server, "GET", "/", "localhost");
        }
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        socket.getOutputStream().write(1);
                    }
                })
                .isInstanceOf(IOException.class);
    }
}
