package io.vastctl.simulator.box;

import io.vastctl.simulator.loopback.LoopbackHttp;
import io.vastctl.simulator.market.MarketTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * A port that accepts, says nothing for some seconds of the market's time, and closes. One visitor is held at
 * a time, by the one thread it has; the next ones wait unheard, and beyond eight of them are turned away.
 */
final class SilentDoor implements Door {

    private static final int MOST_WAITING = 8;

    private final ServerSocket door;
    private final MarketTime time;
    private final Duration patience;

    /** @param patience how long a visitor is held, in the market's time */
    SilentDoor(int port, MarketTime time, Duration patience) throws IOException {
        this.time = time;
        this.patience = patience;
        door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_WAITING);
        LoopbackHttp.daemons("simulator-silent-door").newThread(this::hold).start();
    }

    private void hold() {
        while (!door.isClosed()) holdNextVisitor();
    }

    /** A visitor who left first, or a door that was closed meanwhile, is no trouble: the loop sees the door. */
    private void holdNextVisitor() {
        try (Socket visitor = door.accept()) {
            visitor.setTcpNoDelay(true);
            time.advance(patience);
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
