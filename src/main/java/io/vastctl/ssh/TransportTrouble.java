package io.vastctl.ssh;

import io.vastctl.readiness.ProbeLook.Trouble;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/** Sorts what the SSH library throws while connecting and logging in. Pure. */
final class TransportTrouble {

    private static final String FORWARDING = "remote port forwarding failed";
    private static final int LONGEST_DETAIL = 200;
    private static final Pattern RACE = Pattern.compile(
            "Broken pipe|Connection reset|(?:Session|session|channel|connection) (?:is being|has been|was|already) closed");

    private TransportTrouble() {}

    /** What the exception says by itself and by its causes. */
    static Trouble of(Throwable thrown) {
        return of(thrown, "");
    }

    /** As {@link #of(Throwable)}; {@code said} is what the server said besides: banner, disconnect text, error output. */
    static Trouble of(Throwable thrown, String said) {
        List<Throwable> chain = chain(thrown);
        if (tellsOfForwarding(said)
                || chain.stream().anyMatch(link -> tellsOfForwarding(String.valueOf(link.getMessage())))) {
            return Trouble.FORWARDING_FAILED;
        }
        return chain.stream()
                .map(TransportTrouble::ofOne)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Trouble.CLOSED);
    }

    /** Whether the provider's proxy says in this text that it cannot reach the machine. */
    static boolean tellsOfForwarding(String text) {
        return text.toLowerCase(Locale.ROOT).contains(FORWARDING);
    }

    /** One line for people, without control characters, from the innermost cause that has a message. */
    static String detail(Trouble trouble, Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        String message = "";
        for (Throwable link : chain) {
            if (link.getMessage() != null) message = link.getMessage();
        }
        String words = words(trouble);
        return oneLine(message.isEmpty() || isTheRace(message) ? words : words + " (" + message + ")");
    }

    /**
     * Whether the text only says at which moment the library noticed that the other side had hung up. That differs
     * from try to try with the same server, and says nothing about it.
     */
    private static boolean isTheRace(String message) {
        return RACE.matcher(message).find();
    }

    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }

    private static String words(Trouble trouble) {
        return switch (trouble) {
            case REFUSED -> "connection refused";
            case TIMEOUT -> "no answer";
            case NO_BANNER -> "connected, but no SSH server introduces itself";
            case CLOSED -> "closed before the login";
            case KEY_REFUSED -> "permission denied (publickey)";
            case HOST_KEY_CHANGED -> "the host key is not the one seen at first contact";
            case FORWARDING_FAILED -> FORWARDING;
            case SHELL_HANGS -> "the remote shell hangs";
            case LOST -> "connection lost";
        };
    }

    private static Optional<Trouble> ofOne(Throwable link) {
        if (link instanceof DoorShutException shut) return Optional.of(shut.trouble());
        if (link instanceof NoBannerException) return Optional.of(Trouble.NO_BANNER);
        if (link instanceof SshException ssh) return ofDisconnect(ssh);
        if (link instanceof ConnectException) {
            // The JDK has one class for both; the text is the kernel's and not translated.
            return Optional.of(isTimeout(String.valueOf(link.getMessage())) ? Trouble.TIMEOUT : Trouble.REFUSED);
        }
        boolean unreachable = link instanceof TimeoutException
                || link instanceof SocketTimeoutException
                || link instanceof NoRouteToHostException
                || link instanceof PortUnreachableException
                || link instanceof UnknownHostException
                || link instanceof UnresolvedAddressException
                || isTimeout(String.valueOf(link.getMessage()));
        return unreachable ? Optional.of(Trouble.TIMEOUT) : Optional.empty();
    }

    private static Optional<Trouble> ofDisconnect(SshException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Too many authentication failures")) return Optional.of(Trouble.KEY_REFUSED);
        if (message.contains("Detected AuthTimeout")) return Optional.of(Trouble.TIMEOUT);
        return switch (e.getDisconnectCode()) {
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE,
                    SshConstants.SSH2_DISCONNECT_ILLEGAL_USER_NAME -> Optional.of(Trouble.KEY_REFUSED);
            case SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE -> Optional.of(Trouble.HOST_KEY_CHANGED);
            default -> Optional.empty();
        };
    }

    private static boolean isTimeout(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("timed out")
                || text.contains("no route to host")
                || text.contains("network is unreachable")
                || text.contains("host is down");
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Throwable link = thrown;
        while (link != null && chain.size() < 20) {
            chain.add(link);
            link = link.getCause();
        }
        return chain;
    }
}
