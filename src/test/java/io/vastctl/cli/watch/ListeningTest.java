package io.vastctl.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vastctl.cli.text.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9464", "[::]:9464", "10.1.2.3:0", "127.0.0.1:9464"})
    void onceOpenItMayBeAnyAddressInNumbers(String address) {
        assertThat(Listening.at("--http", address, true).open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guard.example:9464", "9464", ":9464", "0.0.0.0", "1.2.3.999:80", "0.0.0.0:65536", "[g]:1"})
    void aNameOrHalfAnAddressIsOneLine(String address) {
        assertThatThrownBy(() -> Listening.at("--http", address, true))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--http " + address + ": ")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:9464", "10.1.2.3:9464", "[::]:9464"})
    void unlessItIsOpenOnlyThisComputerMayAsk(String address) {
        assertThatThrownBy(() -> Listening.at("--http", address, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("ssh -L");
    }

    @Test
    void askedByNumbersItAnswersAndByTheNameOfAnotherSiteItDoesNot() {
        Listening open = Listening.at("--http", "0.0.0.0:9464", true);
        Listening closed = Listening.at("--http", "127.0.0.1:9464", false);

        assertThat(open.answersTo("10.0.3.17:9464")).isTrue();
        assertThat(open.answersTo("10.0.3.17")).isTrue();
        assertThat(open.answersTo("[fd00::3]:9464")).isTrue();
        assertThat(open.answersTo("localhost:9464")).isTrue();
        assertThat(open.answersTo("lured.example:9464")).isFalse();
        assertThat(open.answersTo("10.0.3.17.lured.example")).isFalse();
        assertThat(closed.answersTo("10.0.3.17:9464")).isFalse();
        assertThat(closed.answersTo("127.0.0.1:9464")).isTrue();
    }

    @Test
    void openItGivesFiguresAndHealthAndNoPage() throws Exception {
        Board board = Board.open(
                Listening.at("--http", "0.0.0.0:0", true),
                Picture.before("chat", false),
                Clock.systemUTC(),
                () -> Duration.ZERO,
                Duration.ofSeconds(30),
                text -> text);
        try (board) {
            assertThat(board.invitation()).startsWith("every machine that reaches http://0.0.0.0:");
            int port = Integer.parseInt(board.url().replaceAll("\\D+(?:\\d+\\.){3}\\d+:(\\d+)/", "$1"));
            assertThat(ask(port, "/metrics", "10.0.3.17")).contains("200 OK", "vastctl_guard_acting 0");
            assertThat(ask(port, "/healthz", "10.0.3.17")).contains("503 ");
            assertThat(ask(port, "/", "10.0.3.17")).contains("403 ").doesNotContain("<html");
            assertThat(ask(port, "/metrics", "lured.example")).contains("403 ").doesNotContain("vastctl_guard");
        }
    }

    private static String ask(int port, String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
