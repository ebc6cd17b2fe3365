package io.vastctl.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vastctl.readiness.ProbeLook.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.sshd.common.SshException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransportTroubleTest {

    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(wrapped(new ConnectException("Connection refused")), Trouble.REFUSED),
                Arguments.of(wrapped(new ConnectException("Connection timed out")), Trouble.TIMEOUT),
                Arguments.of(wrapped(new NoRouteToHostException("No route to host")), Trouble.TIMEOUT),
                Arguments.of(wrapped(new ConnectException("Network is unreachable")), Trouble.TIMEOUT),
                Arguments.of(wrapped(new UnresolvedAddressException()), Trouble.TIMEOUT),
                Arguments.of(wrapped(new UnknownHostException("ssh0.vast.ai")), Trouble.TIMEOUT),
                Arguments.of(wrapped(new TimeoutException()), Trouble.TIMEOUT),
                Arguments.of(new SshException(2, "Detected AuthTimeout after 120000/120000 ms."), Trouble.TIMEOUT),
                Arguments.of(wrapped(new IOException("Broken pipe")), Trouble.CLOSED),
                Arguments.of(wrapped(new IOException("Connection reset by peer")), Trouble.CLOSED),
                Arguments.of(wrapped(new EOFException()), Trouble.CLOSED),
                Arguments.of(wrapped(new ClosedChannelException()), Trouble.CLOSED),
                Arguments.of(new SshException(3, "Unable to negotiate key exchange for ..."), Trouble.CLOSED),
                Arguments.of(new SshException(12, "Too many connections"), Trouble.CLOSED),
                Arguments.of(new IllegalStateException("Incorrect identification: line too long"), Trouble.CLOSED),
                Arguments.of(new SshException(14, "No more authentication methods available"), Trouble.KEY_REFUSED),
                Arguments.of(new SshException(2, "Too many authentication failures"), Trouble.KEY_REFUSED),
                Arguments.of(new SshException(9, "Server key did not validate"), Trouble.HOST_KEY_CHANGED),
                Arguments.of(
                        new SshException(11, "Error: remote port forwarding failed for listen port 1"),
                        Trouble.FORWARDING_FAILED));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void sortsWhatTheLibraryThrows(Throwable thrown, Trouble expected) {
        assertThat(TransportTrouble.of(thrown)).isEqualTo(expected);
    }

    @Test
    void whatTheProxySaysCountsMoreThanTheException() {
        SshException refused = new SshException(14, "No more authentication methods available");

        assertThat(TransportTrouble.of(refused, "Warning: Remote port forwarding failed\n"))
                .isEqualTo(Trouble.FORWARDING_FAILED);
    }

    @Test
    void theDetailIsOneShortLine() {
        IOException nasty = new IOException("a\u001b[31m\r\nb" + "x".repeat(500));

        assertThat(TransportTrouble.detail(Trouble.CLOSED, wrapped(nasty)))
                .startsWith("closed before the login (a [31m b")
                .hasSizeLessThan(210);
        assertThat(TransportTrouble.detail(Trouble.TIMEOUT, new UnresolvedAddressException()))
                .isEqualTo("no answer");
    }

    @Test
    void theMomentAtWhichTheLibraryNoticedIsNoEvidence() {
        Stream.of("Broken pipe", "Session is being closed", "Connection reset by peer")
                .forEach(race -> assertThat(TransportTrouble.detail(Trouble.NO_BANNER, wrapped(new IOException(race))))
                        .isEqualTo("connected, but no SSH server introduces itself"));
        assertThat(TransportTrouble.detail(Trouble.CLOSED, wrapped(new IOException("no common cipher"))))
                .isEqualTo("closed before the login (no common cipher)");
    }

    @Test
    void aCauseThatIsItselfDoesNotLoop() {
        IOException outer = new IOException("outer");
        IOException inner = new IOException("inner", outer);
        outer.initCause(inner);

        assertThat(TransportTrouble.of(outer)).isEqualTo(Trouble.CLOSED);
    }

    private static SshException wrapped(Throwable cause) {
        return new SshException("DefaultConnectFuture[root@h]: Failed to execute", cause);
    }
}
