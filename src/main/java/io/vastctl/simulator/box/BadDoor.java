package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.LoopbackHttp;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A port without a server: it closes at once, never says a word, or says one line. One visitor is received at a
 * time, by the one thread it has; the next ones wait unheard, and beyond eight of them are turned away.
 */
final class BadDoor implements Door {

    private static final int MOST_WAITING = 8;

    private final ServerSocket door;
    private final Reception reception;

    /** What happens to a visitor before the connection is closed. */
    private interface Reception {
        void receive(Socket visitor) throws IOException;
    }

    private BadDoor(int port, Reception reception) throws IOException {
        this.reception = reception;
        door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_WAITING);
        LoopbackHttp.daemons("simulator-door").newThread(this::receiveAll).start();
    }

    /** Closes at once: a proxy with nothing behind it. */
    static BadDoor closing(int port) throws IOException {
        return new BadDoor(port, visitor -> visitor.setSoLinger(true, 0));
    }

    /** Says a line and closes. */
    static BadDoor saying(int port, String line) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return new BadDoor(port, visitor -> visitor.getOutputStream().write(text));
    }

    /** @param patience how long a visitor is held, in the market's time */
    static BadDoor silent(int port, MarketTime time, Duration patience) throws IOException {
        return new BadDoor(port, visitor -> time.advance(patience));
    }

    private void receiveAll() {
        while (!door.isClosed()) receiveNext();
    }

    /** A visitor who left first, or a door that was closed meanwhile, is no trouble: the loop sees the door. */
    private void receiveNext() {
        try (Socket visitor = door.accept()) {
            reception.receive(visitor);
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            // It is closed to visitors all the same.
            return;
        }
    }
}
