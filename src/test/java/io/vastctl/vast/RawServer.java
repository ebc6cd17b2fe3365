package io.vastctl.vast;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A server on the loopback that writes whatever bytes it was given, HTTP or not. */
final class RawServer implements AutoCloseable {

    /** One request and what was written in answer. */
    record Served(String line, boolean withKey, Reply reply) {}

    private final ServerSocket listening;
    private List<Reply> script = List.of();
    private List<Served> served = new ArrayList<>();

    RawServer() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Answers the next requests in turn, all after the last like the last. */
    synchronized void play(List<Reply> replies) {
        script = replies;
        served = new ArrayList<>();
    }

    synchronized List<Served> served() {
        return List.copyOf(served);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        play(List.of()); // connections that linger must not keep 50 MB alive
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                String head = head(in);
                if (head.isEmpty()) return;
                in.skipNBytes(length(head));
                if (!answer(connection, next(head))) return;
            }
        } catch (IOException hungUp) {
            // the client has seen enough
        }
    }

    private synchronized Reply next(String head) throws IOException {
        if (script.isEmpty()) throw new IOException("closed");
        Reply reply = script.get(Math.min(served.size(), script.size() - 1));
        String line = head.substring(0, head.indexOf('\r'));
        served.add(new Served(line, head.toLowerCase(Locale.ROOT).contains("\r\nauthorization:"), reply));
        return reply;
    }

    private static boolean answer(Socket connection, Reply reply) throws IOException {
        connection.getOutputStream().write(reply.wire());
        switch (reply.ending()) {
            case STAYS -> {
                return true;
            }
            case HANGS -> connection.getInputStream().readAllBytes(); // until the client gives up
            case RESETS -> connection.setSoLinger(true, 0);
            case CLOSES -> {}
        }
        return false;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (next == '\n' && head.toString().endsWith("\r\n\r\n")) return head.toString();
        }
        return "";
    }

    private static long length(String head) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Long.parseLong(line.substring(15).strip());
            }
        }
        return 0;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
