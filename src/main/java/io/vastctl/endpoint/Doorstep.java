package io.vastctl.endpoint;

import io.vastctl.instance.SshEndpoint;
import io.vastctl.readiness.EndpointCheck.Knock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects to a port and reads the first line that it says by itself. */
final class Doorstep {

    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final int LONGEST_LINE = 200;

    private Doorstep() {}

    /** @param limit at most, and never more than four seconds; an interrupt ends it */
    static Knock knock(SshEndpoint door, Duration limit) throws InterruptedException {
        int millis = (int) (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toMillis();
        CompletableFuture<Knock> heard = new CompletableFuture<>();
        try (Socket socket = new Socket()) {
            Thread listener = new Thread(() -> heard.complete(listen(socket, door, millis)), "vastctl-knock");
            listener.setDaemon(true);
            listener.start();
            return heard.get(2L * millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Knock(Optional.empty(), "spoke too slowly");
        } catch (ExecutionException | IOException e) {
            return new Knock(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static Knock listen(Socket socket, SshEndpoint door, int millis) {
        try {
            socket.connect(new InetSocketAddress(door.host(), door.port()), millis);
            socket.setSoTimeout(millis);
            String line = firstLine(socket.getInputStream());
            return line.isEmpty()
                    ? new Knock(Optional.empty(), "closed without a word")
                    : new Knock(Optional.of(line), "said: " + line);
        } catch (IOException | RuntimeException e) {
            return new Knock(Optional.empty(), e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n' && line.length() < LONGEST_LINE; next = in.read()) {
            if (next >= ' ' && next < 127) line.append((char) next);
        }
        return line.toString().strip();
    }
}
