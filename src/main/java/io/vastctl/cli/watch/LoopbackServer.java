package io.vastctl.cli.watch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page for this computer alone, unless it was opened to others: one request per connection, so many connections, so many bytes and so much time for
 * each. When too many are open, the oldest is cut off, so slow ones do not keep others out. Runs on threads of its own; whoever made
 * it never waits for a client.
 */
final class LoopbackServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);

    /**
     * What one client may take.
     *
     * @param connections open at once, of all clients
     * @param headBytes of a request
     * @param longest from the connection to the last byte of the answer
     */
    record Bounds(int connections, int headBytes, Duration longest) {
        static final Bounds USUAL = new Bounds(32, 8192, Duration.ofSeconds(10));
    }

    private final ServerSocket listener;
    private final Listening listening;
    private final Function<String, HttpAnswer> site;
    private final Bounds bounds;
    private final Deque<Socket> open = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons("vastctl-page"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemons("vastctl-page-timer"));
    private final Thread door = daemons("vastctl-page-door").newThread(this::accept);
    private volatile boolean over;

    private LoopbackServer(
            ServerSocket listener, Listening listening, Function<String, HttpAnswer> site, Bounds bounds) {
        this.listener = listener;
        this.listening = listening;
        this.site = site;
        this.bounds = bounds;
    }

    /**
     * Binds and serves.
     *
     * @param site answers a path; from several threads at once
     * @throws IOException if the address cannot be bound
     */
    static LoopbackServer open(Listening listening, Function<String, HttpAnswer> site, Bounds bounds)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            // A port whose last connections have not quite ended is free.
            listener.setReuseAddress(true);
            listener.bind(listening.address(), bounds.connections());
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        LoopbackServer server = new LoopbackServer(listener, listening, site, bounds);
        server.door.start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!over) {
            try {
                begin(listener.accept());
            } catch (IOException e) {
                if (!over) LOG.debug("a connection was not accepted: {}", e.toString());
            } catch (RuntimeException e) {
                LOG.warn("a connection was not served", e);
            }
        }
    }

    private void begin(Socket client) {
        synchronized (open) {
            if (over) {
                cutOff(client);
                return;
            }
            while (open.size() >= bounds.connections()) cutOff(open.removeFirst());
            open.addLast(client);
        }
        threads.execute(() -> {
            var alarm = timer.schedule(() -> cutOff(client), bounds.longest().toMillis(), TimeUnit.MILLISECONDS);
            try {
                serve(client);
            } catch (IOException e) {
                LOG.debug("a client went away, or was cut off: {}", e.toString());
            } finally {
                alarm.cancel(false);
                cutOff(client);
                synchronized (open) {
                    open.remove(client);
                }
            }
        });
    }

    private void serve(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        byte[] answer = answer(in);
        client.getOutputStream().write(answer);
        client.getOutputStream().flush();
        client.shutdownOutput();
        // What is left unread when a socket closes makes the system take back what was sent.
        for (long left = 1L << 16; left > 0; ) {
            int read = in.read(new byte[4096]);
            if (read < 0) return;
            left -= read;
        }
    }

    private byte[] answer(InputStream in) throws IOException {
        String head = head(in);
        if (head.isEmpty())
            return HttpAnswer.text(431, "the request is too long").bytes(true);
        HttpAsked.Wish wish = HttpAsked.read(head, listening);
        if (wish instanceof HttpAsked.Page page) return page(page.path()).bytes(page.body());
        HttpAsked.Refused refused = (HttpAsked.Refused) wish;
        HttpAnswer answer = HttpAnswer.text(refused.status(), refused.why());
        return (refused.status() == 405 ? answer.with("Allow", "GET, HEAD") : answer).bytes(true);
    }

    private HttpAnswer page(String path) {
        try {
            return site.apply(path);
        } catch (RuntimeException e) {
            LOG.warn("the page {} could not be made", path, e);
            return HttpAnswer.text(500, "the page could not be made; the log says why");
        }
    }

    /** To the empty line; empty if it is too long. */
    private String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int last = 0, next = in.read(); next >= 0; next = in.read()) {
            if (head.size() == bounds.headBytes()) return "";
            head.write(next);
            if (next == '\n' && last == '\n') return head.toString(StandardCharsets.ISO_8859_1);
            if (next != '\r') last = next;
        }
        throw new IOException("the request ended in its middle");
    }

    private static void cutOff(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("a connection did not close: {}", e.toString());
        }
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        over = true;
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("the page did not close: {}", e.toString());
        }
        synchronized (open) {
            open.forEach(LoopbackServer::cutOff);
        }
        threads.shutdownNow();
        timer.shutdownNow();
        try {
            // Until it has left, the port is taken.
            door.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
