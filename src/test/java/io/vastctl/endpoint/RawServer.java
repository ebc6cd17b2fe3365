package io.vastctl.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An HTTP server that says exactly the bytes it is told, and may fall silent anywhere. One request a connection. */
final class RawServer implements AutoCloseable {

    static final String MODEL = "org/model";

    volatile String models = answer("200 OK", "application/json", "{\"data\":[{\"id\":\"" + MODEL + "\"}]}");
    volatile String completion = "";
    volatile String chat = answer("404 Not Found", "application/json", "{}");
    /** Whether it keeps the connection open and silent after an answer without a length. */
    volatile boolean hangs;

    final List<String> bodies = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);

    RawServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::acceptAll);
    }

    static String head(String status, String type) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n";
    }

    static String answer(String status, String type, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
    }

    static String events(String events) {
        return head("200 OK", "text/event-stream; charset=utf-8") + events;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                Socket visitor = socket.accept();
                daemon(() -> serve(visitor));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket visitor) {
        try (visitor) {
            String request = head(visitor.getInputStream());
            String body = body(visitor.getInputStream(), request);
            boolean ours = request.contains("Bearer the-key-of-the-test");
            String text = ours ? answerTo(request) : answer("401 Unauthorized", "application/json", "{}");
            if (!body.isEmpty()) bodies.add(body);
            visitor.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            visitor.getOutputStream().flush();
            if (hangs && !text.contains("Content-Length")) closed.await();
        } catch (IOException | InterruptedException e) {
            // The visitor left, or the test is over.
            return;
        }
    }

    private String answerTo(String request) {
        if (request.contains("/chat/completions ")) return chat;
        return request.contains("/completions ") ? completion : models;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) throw new IOException("no request");
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static String body(InputStream in, String head) throws IOException {
        for (String line : head.split("\r\n", -1)) {
            if (!line.toLowerCase(Locale.ROOT).startsWith("content-length:")) continue;
            int length = Integer.parseInt(line.substring(15).strip());
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        return "";
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
